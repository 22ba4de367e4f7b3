using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>Parts of a registry's own spaces, which only Roadstead knows.</summary>
public sealed class SpacePartTests
{
    private static Task<SpacedWorld> StartAsync() => SpacedWorld.StartUnmarkedAsync(registry =>
    {
        registry.Put("local", false);
        registry.Put("hub", false);
        registry.Change("hub", space => space with { Aliases = ["hub-cache"] });
        registry.Put("all", false);
        registry.Change("all", space => space with { Includes = ["local"] });
    });

    [Fact]
    public async Task A_part_is_made_here_alone_and_decides_for_what_is_in_it_by_every_name()
    {
        await using var world = await StartAsync();
        await world.BecomesAsync("all", "ready");
        await world.EditAsync((await world.FindAsync("local"))!, new { visibility = "public" });
        await world.EditAsync((await world.FindAsync("all"))!, new { visibility = "public" });

        var part = await world.CreateAsync("local/team-a", "private");

        Assert.Equal(("ready", false), ((string?)part["state"], (bool)part["ofRegistry"]!));
        Assert.False(await world.MayAsync("blue", "local/team-a/app"));
        Assert.False(await world.MayAsync("blue", "all/team-a/app"));
        Assert.True(await world.MayAsync("blue", "all/team-ab/app"));
        await world.BindAsync(part, "blue");
        Assert.True(await world.MayAsync("blue", "all/team-a/app"));
        Assert.False(await world.MayAsync("red", "all/team-a/app"));
        await world.LookAsync();
        Assert.NotNull(await world.FindAsync("local/team-a"));

        await world.DeleteAsync(part);

        Assert.Null(await world.FindAsync("local/team-a"));
        Assert.True(await world.MayAsync("red", "local/team-a/app"));
        Assert.Empty(world.Registry.Calls);
    }

    [Theory]
    [InlineData("nosuch/team-a", "has no space 'nosuch'")]
    [InlineData("all/team-a", "divide what it includes, local")]
    [InlineData("hub-cache/team-a", "another name of the space 'hub'")]
    [InlineData("hub-cache", "another name of the space 'hub'")]
    public async Task A_part_of_what_has_none_is_refused(string name, string reason)
    {
        await using var world = await StartAsync();
        await world.BecomesAsync("all", "ready");

        var refused = await world.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name, visibility = "private" }, HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Contains(reason, (string)refused["errors"]!["name"]![0]!, StringComparison.Ordinal);
        Assert.Empty(world.Registry.Calls);
    }

    [Fact]
    public async Task A_part_goes_with_the_space_that_it_is_a_part_of_and_what_comes_under_the_name_is_closed()
    {
        await using var world = await StartAsync();
        await world.BecomesAsync("local", "ready");
        var part = await world.CreateAsync("local/team-a", "private");
        await world.BindAsync(part, "blue");

        world.Registry.Spaces.TryRemove("local", out _);
        await world.GoesAsync("local/team-a");
        await world.ClosesAsync("blue", "local/team-a/app");
        Assert.Contains(("registry:port", "space.vanish"), await world.AuditAsync("local/team-a"));
        world.Registry.Put("local", false);

        await world.BecomesAsync("local", "ready");
        Assert.False(await world.MayAsync("blue", "local/team-a/app"));
    }

    [Fact]
    public async Task A_registry_that_marks_its_spaces_has_no_parts()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", false));
        await world.BecomesAsync("team-a", "ready");

        var refused = await world.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "team-a/part", visibility = "private" }, HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Contains("one path component", refused.ToJsonString(), StringComparison.Ordinal);
    }
}
