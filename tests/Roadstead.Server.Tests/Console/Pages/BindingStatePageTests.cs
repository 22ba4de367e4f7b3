using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;
using Roadstead.Testing;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>A binding that its registry does not take: seen in the dialog, with why and what to do, until it is in force.</summary>
public sealed partial class BindingStatePageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_binding_that_fails_says_why_and_what_to_do_until_it_is_in_force_and_then_the_dialog_rests()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        harbor.CreateProject("team");
        await using var host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["PullIdentities:LookEvery"] = "00:00:01", ["RegistryHealth:CheapInterval"] = "00:00:01" });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "hub", type = "harbor", url = harbor.Url.ToString(), username = harbor.Admin.Username, password = harbor.Admin.Password });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        await host.WorkspaceAsync("blue");
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/lab/blue-prod");
        var id = "";
        await Eventually.TrueAsync(
            async () => (id = (await host.Admin.GetOkAsync("/api/v1/spaces?q=team"))["items"]!.AsArray().Select(space => (string)space!["id"]!).SingleOrDefault("")).Length > 0, "the project is a space", Token);
        using var admin = await Visitor.AdminAsync(host);
        var denied = harbor.Faults.Add(FaultKind.Answer(403, """{"errors":[{"code":"FORBIDDEN","message":"forbidden"}]}""", "application/json; charset=utf-8"), "POST /robots");
        var etag = WebUtility.HtmlDecode(ETag().Match(await admin.ReadAsync($"/spaces/{id}/workspaces")).Groups[1].Value);
        using (var answer = await admin.PostAsync($"/spaces/{id}/workspaces", fragment: true, ("shown", "blue"), ("workspace", "blue"), ("etag", etag)))
            Assert.Matches("hx-trigger=\"every [0-9]+s\"", await answer.Content.ReadAsStringAsync(Token));

        // In the dialog, on the list by its filter, and for programs.
        var live = "";
        await Eventually.TrueAsync(
            async () => (live = await admin.ReadAsync($"/spaces/{id}/workspaces/live", fragment: true)).Contains("Failing <strong>1</strong>", StringComparison.Ordinal)
                && (await admin.ReadAsync("/spaces?bindings=failing")).Contains($"value=\"{id}\"", StringComparison.Ordinal)
                && (await host.Admin.GetOkAsync("/api/v1/spaces?bindings=failing"))["items"]!.AsArray().Count == 1,
            "the binding fails", Token);
        Assert.Contains("has not got the right", live, StringComparison.Ordinal);
        Assert.Matches("(?s)<code[^>]*>[a-z-]+</code>.*binding-remedy", live);
        Assert.Contains("href=\"/registries/hub\"", live, StringComparison.Ordinal);

        denied.Dispose();
        await Eventually.TrueAsync(
            async () => (live = await admin.ReadAsync($"/spaces/{id}/workspaces/live", fragment: true)).Contains("Ready <strong>1</strong>", StringComparison.Ordinal)
                && !live.Contains("hx-trigger", StringComparison.Ordinal)
                && !(await admin.ReadAsync("/spaces?bindings=failing")).Contains($"value=\"{id}\"", StringComparison.Ordinal),
            "the binding is in force, and nobody asks again", Token, TimeSpan.FromSeconds(60));
        Assert.DoesNotContain("binding-remedy", live, StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"etag\" value=\"([^\"]+)\"")]
    private static partial Regex ETag();
}
