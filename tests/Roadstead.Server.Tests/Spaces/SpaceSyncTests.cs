using System.Net;
using Roadstead.Registries;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>What somebody changes at a registry with spaces of its own comes here.</summary>
public sealed class SpaceSyncTests
{
    private const string OfRegistry = "registry:port";

    [Fact]
    public async Task Integrating_lists_what_is_there_and_a_look_that_changes_nothing_writes_nothing()
    {
        await using var world = await SpacedWorld.StartAsync(registry =>
        {
            registry.Put("library", isPublic: true, used: 7, repositories: 2);
            registry.Put("123", isPublic: false, quotaBytes: 100, used: 50, repositories: 1);
            registry.Put("a.b_c-d", isPublic: false);
            registry.Put("UPPER", isPublic: true);
        });

        var library = await world.BecomesAsync("library", "ready");

        // When it was seen is known at the end of the look that brings it.
        var numeric = await world.BecomesAsync("123", space => (string?)space["state"] == "ready" && space["seenAt"] is not null, "it is ready and seen");
        await world.BecomesAsync("a.b_c-d", "ready");

        Assert.Equal(("public", 2, 7L), ((string?)library["visibility"], (int)library["repositoryCount"]!, (long)library["storageBytes"]!));
        Assert.Equal(("private", 100L, 50L), ((string?)numeric["visibility"], (long)numeric["quotaBytes"]!, (long)numeric["usedBytes"]!));
        await world.OpensAsync("red", "library/app");
        await world.ClosesAsync("red", "123/app");
        Assert.Null(await world.FindAsync("UPPER"));
        Assert.Equal([(OfRegistry, "space.appear")], await world.AuditAsync("library"));
        var version = (long)(await world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace=red-dev&image=x"))["mapVersion"]!;
        await world.LookAsync();
        await world.LookAsync();
        Assert.Equal(version, (long)(await world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace=red-dev&image=x"))["mapVersion"]!);
        Assert.Equal([(OfRegistry, "space.appear")], await world.AuditAsync("library"));
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "123", visibility = "public" }, HttpStatusCode.Conflict, "space-exists");
    }

    [Fact]
    public async Task Visibility_and_quota_that_are_changed_there_are_taken_over()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: false));
        await world.BecomesAsync("team-a", "ready");

        world.Registry.Change("team-a", space => space with { Public = true, QuotaBytes = 1000, UsedBytes = 10, IsProxyCache = true });
        var opened = await world.BecomesAsync("team-a", space => (string?)space["visibility"] == "public" && (long?)space["usedBytes"] == 10, "it is public");
        Assert.Equal(("ready", 1000L, true), ((string?)opened["state"], (long)opened["quotaBytes"]!, (bool)opened["proxyCache"]!));
        await world.OpensAsync("red", "team-a/app");

        world.Registry.Change("team-a", space => space with { Public = false, QuotaBytes = null });
        var closed = await world.BecomesAsync("team-a", space => (string?)space["visibility"] == "private", "it is private");
        Assert.Null(closed["quotaBytes"]);
        await world.ClosesAsync("red", "team-a/app");
        Assert.Equal(3, (await world.AuditAsync("team-a")).Count(entry => entry.Actor == OfRegistry));
        Assert.Empty(world.Registry.Calls);
    }

    [Fact]
    public async Task What_is_deleted_there_goes_when_it_is_unbound_and_is_denied_with_its_reason_when_it_is_bound()
    {
        await using var world = await SpacedWorld.StartAsync(registry =>
        {
            registry.Put("unbound", isPublic: true);
            registry.Put("bound", isPublic: false);
        });
        await world.BecomesAsync("unbound", "ready");
        await world.BindAsync(await world.BecomesAsync("bound", "ready"), "blue");
        await world.OpensAsync("blue", "bound/app");

        var kept = world.Registry.Spaces["bound"];
        world.Registry.Spaces.Clear();
        await world.GoesAsync("unbound");
        var gone = await world.BecomesAsync("bound", "failing", "gone");
        await world.ClosesAsync("blue", "bound/app");
        Assert.Equal("blue", (string?)gone["workspaces"]![0]!["name"]);

        // The same one, back from a backup, is what it was.
        world.Registry.Spaces["bound"] = kept;
        var back = await world.BecomesAsync("bound", "ready");
        Assert.Equal((string?)gone["id"], (string?)back["id"]);
        await world.OpensAsync("blue", "bound/app");

        world.Registry.Spaces.Clear();
        await world.BecomesAsync("bound", "failing", "gone");
        await world.DeleteAsync(gone);
        Assert.Null(await world.FindAsync("bound"));
        Assert.Empty(world.Registry.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_space_under_the_name_gets_no_binding_of_the_old_one(bool isSeenGone)
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: false));
        var old = await world.BecomesAsync("team-a", "ready");
        await world.BindAsync(old, "blue");

        if (isSeenGone)
        {
            world.Registry.Spaces.Clear();
            await world.BecomesAsync("team-a", "failing", "gone");
        }

        world.Registry.Put("team-a", isPublic: false);
        var other = await world.BecomesAsync("team-a", space => (string?)space["id"] != (string?)old["id"], "it is another space");

        Assert.Equal("ready", (string?)other["state"]);
        Assert.Empty(other["workspaces"]!.AsArray());
        await world.ClosesAsync("blue", "team-a/app");
        Assert.Contains((OfRegistry, "space.replace"), await world.AuditAsync("team-a"));
    }

    [Fact]
    public async Task A_registry_that_was_made_anew_and_counts_from_the_beginning_has_other_spaces()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: false));
        var old = await world.BecomesAsync("team-a", "ready");
        await world.BindAsync(old, "blue");

        world.Registry.Change("team-a", space => space with { CreatedAt = space.CreatedAt!.Value.AddDays(1) });
        await world.BecomesAsync("team-a", space => (string?)space["id"] != (string?)old["id"], "it is another space");

        await world.ClosesAsync("blue", "team-a/app");
    }

    [Fact]
    public async Task A_login_that_lost_its_rights_takes_nothing_from_anybody()
    {
        await using var world = await SpacedWorld.StartAsync(registry =>
        {
            registry.Put("team-a", isPublic: false);
            registry.Put("team-b", isPublic: false);
        });
        await world.BindAsync(await world.BecomesAsync("team-a", "ready"), "blue");
        await world.BecomesAsync("team-b", "ready");

        world.Registry.Hidden["team-a"] = world.Registry.Hidden["team-b"] = true;
        await world.BecomesAsync("team-a", "failing", "unseen");
        await world.BecomesAsync("team-b", "failing", "unseen");
        await world.OpensAsync("blue", "team-a/app");

        world.Registry.Hidden.Clear();
        await world.BecomesAsync("team-a", "ready");
    }

    [Fact]
    public async Task What_was_changed_there_while_Roadstead_was_down_is_taken_over_at_its_start()
    {
        await using var world = await SpacedWorld.StartAsync(registry =>
        {
            registry.Put("opened", isPublic: false);
            registry.Put("deleted", isPublic: false);
        });
        await world.BecomesAsync("opened", "ready");
        await world.BecomesAsync("deleted", "ready");

        await world.RestartAsync(() =>
        {
            world.Registry.Change("opened", space => space with { Public = true });
            world.Registry.Spaces.TryRemove("deleted", out _);
            world.Registry.Put("made", isPublic: true);
        });

        await world.BecomesAsync("made", "ready");
        await world.BecomesAsync("opened", space => (string?)space["visibility"] == "public", "it is public");
        await world.GoesAsync("deleted");
    }

    [Fact]
    public async Task A_thousand_spaces_come_in_and_changes_of_others_are_not_held_up()
    {
        await using var world = await SpacedWorld.StartAsync(registry =>
        {
            for (var i = 0; i < 1000; i++) registry.Put($"space-{i:000}", isPublic: i % 2 == 0);
        });

        await Eventually.TrueAsync(
            async () => (int)(await world.Host.Admin.GetOkAsync("/api/v1/registries/port/spaces?limit=1"))["total"]! == 1000, "all are there", TestContext.Current.CancellationToken);

        await world.OpensAsync("red", "space-998/app");
        await world.ClosesAsync("red", "space-999/app");
    }

    [Fact]
    public async Task A_workspaces_own_registry_has_no_spaces_of_the_platform()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: true));
        await world.BecomesAsync("team-a", "ready");
        await using var server = await HttpServer.StartAsync(Registries.FakeRegistry.Harbor);

        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces/blue/registries", new { name = "own", type = "harbor", url = server.Url, username = "admin", password = "x" });
        await world.LookAsync();

        Assert.Equal(1, (int)(await world.Host.Admin.GetOkAsync("/api/v1/spaces"))["total"]!);
    }

    [Fact]
    public async Task A_registry_that_fails_is_said_once_in_the_log_and_its_spaces_stay()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: true));
        await world.BecomesAsync("team-a", "ready");

        world.Registry.IsDown = true;
        await Eventually.TrueAsync(() => Warnings() > 0, "it is told", TestContext.Current.CancellationToken);
        world.Registry.IsDown = false;
        await world.LookAsync();

        await world.OpensAsync("red", "team-a/app");
        Assert.Equal(1, Warnings());

        int Warnings() => world.Host.Logs.Lines.Count(line => line.Contains("cannot be kept alike", StringComparison.Ordinal) && line.Contains(SignalReason.Unreachable, StringComparison.Ordinal));
    }
}
