using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>What is to be cleaned up elsewhere is told above the lists, and given up only by its name.</summary>
public sealed class LeavingPageTests
{
    [Theory]
    [InlineData("registries")]
    [InlineData("clusters")]
    public async Task What_is_being_left_shows_above_the_list_and_is_given_up_by_its_name(string kind)
    {
        await using var host = await RoadsteadHost.StartAsync();
        using var admin = await Visitor.AdminAsync(host);
        Assert.DoesNotContain("/-/leaving", await admin.ReadAsync($"/{kind}"), StringComparison.Ordinal);
        var id = await LeaveAsync(host);

        Assert.Contains($"href=\"/{kind}/-/leaving\"", await admin.ReadAsync($"/{kind}"), StringComparison.Ordinal);
        var page = await admin.ReadAsync($"/{kind}/-/leaving");
        Assert.Contains("left-behind", page, StringComparison.Ordinal);
        Assert.Contains("https://gone.invalid", page, StringComparison.Ordinal);
        Assert.Contains("hx-trigger=\"every 10s\"", page, StringComparison.Ordinal);
        Assert.Contains("Nothing matches", await admin.ReadAsync($"/{kind}/-/leaving?q=zzz", fragment: true), StringComparison.Ordinal);

        var forget = $"/{kind}/-/leaving/{id}/forget";
        Assert.Contains("Give up left-behind?", await admin.ReadAsync(forget, fragment: true), StringComparison.Ordinal);
        await admin.PostRefusedAsync(forget, HttpStatusCode.UnprocessableEntity, ("confirm", "another"));
        Assert.Contains("left-behind", await admin.ReadAsync($"/{kind}/-/leaving"), StringComparison.Ordinal);
        Assert.Contains("Nothing is left behind", await admin.PostDoneAsync(forget, $"/{kind}/-/leaving", ("confirm", "left-behind")), StringComparison.Ordinal);
        await admin.ReadAsync(forget, HttpStatusCode.NotFound);
    }

    // Where nothing answers, so that it stays until somebody gives it up.
    private static async Task<Guid> LeaveAsync(RoadsteadHost host)
    {
        var id = Guid.NewGuid();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        db.LeavingRegistries.Add(new LeavingRegistry { Id = id, Name = "left-behind", Url = "https://gone.invalid", LeftAt = DateTimeOffset.UtcNow });
        db.LeavingClusters.Add(new LeavingCluster { Id = id, Name = "left-behind", Server = "https://gone.invalid", KubeconfigCipher = [1], LeftAt = DateTimeOffset.UtcNow });
        var result = await host.Services.GetRequiredService<ChangeService>().CommitAsync(db, new AuditDraft("test.arrange", "world"), TestContext.Current.CancellationToken);
        Assert.True(result.IsCommitted, result.ToString());
        return id;
    }
}
