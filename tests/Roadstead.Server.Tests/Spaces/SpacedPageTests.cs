using System.Net;
using Roadstead.Server.Tests.Console.Pages;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>The console shows what a registry's own spaces hold, and how far it is with them.</summary>
public sealed class SpacedPageTests
{
    private const string List = "/spaces?registry=port";

    [Fact]
    public async Task A_space_that_includes_others_shows_them_and_what_stands_in_the_way()
    {
        await using var world = await SpacedWorld.StartUnmarkedAsync(registry =>
        {
            registry.Put("vault", false);
            registry.Put("all", false);
            registry.Change("all", space => space with { Includes = ["vault"] });
        });
        var all = await world.BecomesAsync("all", "ready");
        using var admin = await Visitor.AdminAsync(world.Host);

        Assert.Contains("Includes 1", await admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains("It shows the content of vault", await admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains("It shows the content of vault: bind those", await admin.ReadAsync($"/spaces/{all["id"]}/workspaces"), StringComparison.Ordinal);
        var vault = await world.EditAsync((await world.FindAsync("vault"))!, new { visibility = "public" });
        await world.EditAsync(all, new { visibility = "public" });
        await world.EditAsync(vault, new { visibility = "private" });
        Assert.Contains("includes &#x27;vault&#x27;, which is not public", await admin.ReadAsync(List), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_of_a_registry_shows_its_hosts_as_they_were_given()
    {
        await using var world = await SpacedWorld.StartUnmarkedAsync(imageHosts: ["*.art.test", "ports.test:5001=local"]);
        using var admin = await Visitor.AdminAsync(world.Host);

        var form = WebUtility.HtmlDecode(await admin.ReadAsync("/registries/port/edit"));
        Assert.Contains($"*.art.test\nports.test:5001=local\n{world.RegistryHost}</textarea>", form.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"<code>{world.RegistryHost}</code>", await admin.ReadAsync("/registries?view=table"), StringComparison.Ordinal);
    }

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
