using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Storage;
using Roadstead.Server.Tests.Console.Pages;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Settings;

public sealed class SettingsTests
{
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Fact]
    public async Task Settings_TellValueDefaultAndSource_AndNoSecret()
    {
        await using var host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["Images:CrawlEvery"] = "00:07:00", ["ROADSTEAD_ENCRYPTION_KEY"] = Key });
        var settings = (await host.Admin.GetOkAsync("/api/v1/settings"))["items"]!.AsArray().ToDictionary(setting => (string)setting!["key"]!, setting => setting!);

        Assert.Equal(("00:07:00", "00:10:00", "Images__CrawlEvery"), (Text(settings["Images:CrawlEvery"], "value"), Text(settings["Images:CrawlEvery"], "default"), Text(settings["Images:CrawlEvery"], "variable")));
        Assert.NotNull(settings["Images:CrawlEvery"]["setBy"]);
        Assert.Null(settings["Images:LookEvery"]["setBy"]);
        Assert.Equal(host.Url.GetLeftPart(UriPartial.Authority), Text(settings["ROADSTEAD_PUBLIC_URL"], "value"));
        Assert.True((bool)settings["ROADSTEAD_ENCRYPTION_KEY"]["isSecret"]!);
        Assert.NotNull(settings["ROADSTEAD_ENCRYPTION_KEY"]["setBy"]);

        using var admin = await Visitor.AdminAsync(host);
        foreach (var text in new[] { new JsonArray([.. settings.Values.Select(value => value.DeepClone())]).ToJsonString(), await admin.ReadAsync("/settings") })
        {
            Assert.Contains("Images:CrawlEvery", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain(RoadsteadHost.AdminPassword, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task About_TellsWhatRuns_WithoutNamesAndSecrets()
    {
        await using var host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["ROADSTEAD_ENCRYPTION_KEY"] = Key });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "secret-name", kind = "standalone" });
        var about = await host.Admin.GetOkAsync("/api/v1/about");

        Assert.Matches("^[0-9]+\\.[0-9]+", Text(about, "version"));
        Assert.Equal("SQLite", Text(about["store"]!, "kind"));
        Assert.True((long)about["store"]!["bytes"]! > 0);
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            Assert.Equal(db.Database.GetMigrations().Max(StringComparer.Ordinal), Text(about["store"]!, "migration"));
        Assert.Equal(1, (int)about["clusters"]!);
        Assert.Contains(about["parts"]!.AsArray(), part => Text(part!, "name") == "access-counter" && Text(part!, "state") == "running");
        Assert.Contains(about["components"]!.AsArray(), component => Text(component!, "package") == "htmx.org");

        using var admin = await Visitor.AdminAsync(host);
        foreach (var text in new[] { about.ToJsonString(), await admin.ReadAsync("/settings/about") })
        {
            Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-name", text, StringComparison.Ordinal);
        }
    }

    private static string? Text(JsonNode node, string name) => (string?)node[name];
}
