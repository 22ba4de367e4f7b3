using System.Net;
using Roadstead.Server.Tests.Console.Pages;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>The console shows what a registry's own spaces hold, and how far it is with them.</summary>
public sealed class SpacedPageTests
{
    private const string List = "/spaces?registry=port";

    [Fact]
    public async Task A_space_is_made_limited_deleted_and_kept_by_forms()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: false, quotaBytes: 3L << 30, used: 2L << 30, repositories: 4));
        var space = await world.BecomesAsync("team-a", "ready");
        using var admin = await Visitor.AdminAsync(world.Host);
        Assert.Contains("of 3.0 GiB", await admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains("2.0 GiB", await admin.ReadAsync(List), StringComparison.Ordinal);

        Assert.Contains("Quota in GiB", await admin.ReadAsync("/spaces/new"), StringComparison.Ordinal);
        var bad = await admin.PostRefusedAsync("/spaces/new", HttpStatusCode.UnprocessableEntity, ("registry", "port"), ("name", "team-b"), ("visibility", "private"), ("quotaBytes", "much"));
        Assert.Contains("field-quotaBytes-error", bad, StringComparison.Ordinal);
        Assert.Contains("value=\"much\"", bad, StringComparison.Ordinal);
        Assert.Contains("team-b is being made at the registry.", await admin.PostDoneAsync("/spaces/new", List, ("registry", "port"), ("name", "team-b"), ("visibility", "private"), ("quotaBytes", "1.5")), StringComparison.Ordinal);
        await world.BecomesAsync("team-b", "ready");
        Assert.Equal(3L << 29, world.Registry.Spaces["team-b"].QuotaBytes);

        var page = $"/spaces/{space["id"]}";
        Assert.Contains("value=\"3\"", await admin.ReadAsync(page + "/quota"), StringComparison.Ordinal);
        Assert.Contains("The quota of team-a is saved.", await admin.PostDoneAsync(page + "/quota", List, ("quotaBytes", "")), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => world.Registry.Spaces["team-a"].QuotaBytes is null, "the limit is gone there", TestContext.Current.CancellationToken);

        Assert.Contains("deleted at the registry itself", await admin.ReadAsync(page + "/delete"), StringComparison.Ordinal);
        Assert.Contains("team-a is being deleted at the registry.", await admin.PostDoneAsync(page + "/delete", List, ("confirm", "team-a")), StringComparison.Ordinal);
        await world.BecomesAsync("team-a", "failing", "not-empty");
        Assert.Contains("The registry deletes only a space that is empty.", await admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains("team-a stays.", await admin.PostDoneAsync(page + "/keep", List), StringComparison.Ordinal);
        await world.BecomesAsync("team-a", "ready");
    }
}
