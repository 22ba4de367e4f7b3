using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Registries;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>What is changed here comes to a registry with spaces of its own, whatever happens on the way.</summary>
public sealed class SpaceDeliveryTests
{
    [Fact]
    public async Task A_space_is_made_there_with_its_quota_and_is_denied_until_then()
    {
        await using var world = await SpacedWorld.StartAsync();
        var goOn = new TaskCompletionSource();
        world.Registry.Before = (_, cancellationToken) => goOn.Task.WaitAsync(cancellationToken);

        var made = await world.CreateAsync("team-a", "public", quotaBytes: 5000);
        Assert.Equal(("pending", "creating"), ((string?)made["state"], (string?)made["reason"]));
        Assert.False(await world.MayAsync("blue", "team-a/app"));
        goOn.SetResult();

        var ready = await world.BecomesAsync("team-a", "ready");
        Assert.Null(ready["reason"]);
        Assert.Equal((string?)made["id"], (string?)ready["id"]);
        await world.OpensAsync("blue", "team-a/app");
        Assert.Equal((true, 5000L), (world.Registry.Spaces["team-a"].Public, world.Registry.Spaces["team-a"].QuotaBytes!.Value));
        await world.LookAsync();
        Assert.Equal(["create team-a"], world.Registry.Calls);
        Assert.Equal([("system", "space.apply"), ("admin", "space.create")], await world.AuditAsync("team-a"));
    }

    [Fact]
    public async Task Private_counts_at_once_and_public_when_the_registry_has_opened()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: true));
        var space = await world.BecomesAsync("team-a", "ready");
        world.Registry.IsDown = true;

        var closed = await world.EditAsync(space, new { visibility = "private" });
        Assert.Equal(("private", "pending"), ((string?)closed["visibility"], (string?)closed["state"]));
        Assert.False(await world.MayAsync("red", "team-a/app"));
        await world.BecomesAsync("team-a", "pending", "unreachable");
        Assert.True(world.Registry.Spaces["team-a"].Public);
        world.Registry.IsDown = false;
        await world.BecomesAsync("team-a", "ready");
        Assert.False(world.Registry.Spaces["team-a"].Public);

        var goOn = new TaskCompletionSource();
        world.Registry.Before = (_, cancellationToken) => goOn.Task.WaitAsync(cancellationToken);
        Assert.Equal("public", (string?)(await world.EditAsync(space, new { visibility = "public" }))["visibility"]);
        Assert.False(await world.MayAsync("red", "team-a/app"));
        goOn.SetResult();
        await world.BecomesAsync("team-a", "ready");
        await world.OpensAsync("red", "team-a/app");
        Assert.Equal(["close team-a", "open team-a"], world.Registry.Calls);
    }

    [Fact]
    public async Task The_same_change_on_both_sides_is_one_change_and_of_two_quotas_the_one_from_here_counts()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: true));
        var space = await world.BecomesAsync("team-a", "ready");
        world.Registry.IsDown = true;
        await world.EditAsync(space, new { visibility = "private", quotaBytes = 700 });

        // Then no look is under way any more that saw how it was before.
        await world.BecomesAsync("team-a", "pending", "unreachable");
        world.Registry.Change("team-a", there => there with { Public = false, QuotaBytes = 900 });
        world.Registry.IsDown = false;

        var ready = await world.BecomesAsync("team-a", "ready");

        Assert.Equal(("private", 700L), ((string?)ready["visibility"], (long)ready["quotaBytes"]!));
        Assert.Equal(700, world.Registry.Spaces["team-a"].QuotaBytes);
        Assert.Equal(["limit team-a"], world.Registry.Calls);
        await world.EditAsync(space, new { quotaBytes = -1 });
        await world.BecomesAsync("team-a", "ready");
        Assert.Null(world.Registry.Spaces["team-a"].QuotaBytes);
    }

    [Fact]
    public async Task A_deletion_denies_at_once_and_a_registry_that_is_down_does_it_when_it_is_back()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: true));
        var space = await world.BecomesAsync("team-a", "ready");
        world.Registry.IsDown = true;

        await world.DeleteAsync(space);
        Assert.False(await world.MayAsync("blue", "team-a/app"));
        var removing = await world.BecomesAsync("team-a", "removing", "unreachable");
        Assert.True((bool)removing["removing"]!);
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Patch, $"/api/v1/spaces/{space["id"]}", new { visibility = "private" }, HttpStatusCode.Conflict, "space-removing");
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "team-a", visibility = "private" }, HttpStatusCode.Conflict, "space-exists");
        world.Registry.IsDown = false;

        await world.GoesAsync("team-a");
        Assert.Empty(world.Registry.Spaces);
        Assert.Equal([("system", "space.remove"), ("admin", "space.delete"), ("registry:port", "space.appear")], await world.AuditAsync("team-a"));
    }

    [Fact]
    public async Task What_holds_images_is_not_deleted_and_can_be_kept_with_its_bindings()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: false, repositories: 3));
        var space = await world.BecomesAsync("team-a", "ready");
        await world.BindAsync(space, "blue");

        await world.DeleteAsync(space);
        var failing = await world.BecomesAsync("team-a", "failing", "not-empty");
        Assert.False(await world.MayAsync("blue", "team-a/app"));
        Assert.Contains("keep", (string?)failing["message"]);
        Assert.True(world.Registry.Spaces.ContainsKey("team-a"));

        await world.EditAsync(space, new { keep = true });
        var kept = await world.BecomesAsync("team-a", "ready");
        Assert.Equal("blue", (string?)kept["workspaces"]![0]!["name"]);
        await world.OpensAsync("blue", "team-a/app");

        await world.DeleteAsync(space);
        await world.BecomesAsync("team-a", "failing", "not-empty");
        world.Registry.Change("team-a", there => there with { Repositories = 0 });
        await world.GoesAsync("team-a");
    }

    [Fact]
    public async Task A_name_that_is_taken_there_fails_and_its_deletion_here_leaves_the_other_alone()
    {
        await using var world = await SpacedWorld.StartAsync();
        await world.LookAsync();
        world.Registry.Before = (what, _) =>
        {
            if (what.StartsWith("create", StringComparison.Ordinal)) world.Registry.Put("team-a", isPublic: false, repositories: 1); // somebody is quicker
            return Task.CompletedTask;
        };

        var space = await world.CreateAsync("team-a", "public");
        await world.BecomesAsync("team-a", "failing", "already-exists");
        await world.BindAsync(space, "blue");
        Assert.False(await world.MayAsync("blue", "team-a/app"));

        await world.DeleteAsync(space);
        var theirs = await world.BecomesAsync("team-a", "ready");
        Assert.NotEqual((string?)space["id"], (string?)theirs["id"]);
        Assert.Equal("private", (string?)theirs["visibility"]);
        Assert.False(await world.MayAsync("blue", "team-a/app"));
        Assert.DoesNotContain(world.Registry.Calls, call => call.StartsWith("delete", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RegistryErrorCode.Denied, "denied")]
    [InlineData(RegistryErrorCode.Invalid, "invalid")]
    public async Task What_the_registry_refuses_fails_with_its_reason_and_can_be_deleted(RegistryErrorCode code, string reason)
    {
        await using var world = await SpacedWorld.StartAsync();
        world.Registry.Before = (_, _) => throw new RegistryException(code, "The registry says no.");

        var space = await world.CreateAsync("team-a", "private");
        var failing = await world.BecomesAsync("team-a", "failing", reason);
        Assert.Contains("The registry says no.", (string?)failing["message"]);

        await world.DeleteAsync(space);
        await world.GoesAsync("team-a");
        Assert.Empty(world.Registry.Spaces);
    }

    [Fact]
    public async Task A_server_that_ends_between_the_registrys_yes_and_its_own_note_knows_its_space_again()
    {
        await using var world = await SpacedWorld.StartAsync();
        var done = new TaskCompletionSource();
        world.Registry.After = (_, cancellationToken) =>
        {
            done.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(cancellationToken); // its answer never arrives
        };
        var space = await world.CreateAsync("team-a", "private");
        await world.BindAsync(space, "blue");
        await done.Task.WaitAsync(TestContext.Current.CancellationToken);

        await world.RestartAsync(() => world.Registry.After = (_, _) => Task.CompletedTask);

        var ready = await world.BecomesAsync("team-a", "ready");
        Assert.Equal((string?)space["id"], (string?)ready["id"]);
        await world.OpensAsync("blue", "team-a/app");
        Assert.Equal(["create team-a"], world.Registry.Calls);
    }

    [Theory]
    [InlineData("close team-a")]
    [InlineData("delete team-a")]
    public async Task A_change_whose_answer_never_came_is_found_done(string change)
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: true));
        var space = await world.BecomesAsync("team-a", "ready");
        var done = new TaskCompletionSource();
        world.Registry.After = (_, cancellationToken) =>
        {
            done.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        };
        if (change.StartsWith("delete", StringComparison.Ordinal)) await world.DeleteAsync(space);
        else await world.EditAsync(space, new { visibility = "private" });
        await done.Task.WaitAsync(TestContext.Current.CancellationToken);

        await world.RestartAsync(() => world.Registry.After = (_, _) => Task.CompletedTask);

        if (change.StartsWith("delete", StringComparison.Ordinal)) await world.GoesAsync("team-a");
        else await world.BecomesAsync("team-a", "ready");
        Assert.Equal([change], world.Registry.Calls);
    }

    [Fact]
    public async Task Deletion_of_a_space_that_another_made_anew_meanwhile_leaves_that_alone()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: false));
        var space = await world.BecomesAsync("team-a", "ready");
        world.Registry.IsDown = true;
        await world.DeleteAsync(space);
        world.Registry.Put("team-a", isPublic: false);
        world.Registry.IsDown = false;

        var theirs = await world.BecomesAsync("team-a", other => (string?)other["id"] != (string?)space["id"], "it is another space");

        Assert.Equal("ready", (string?)theirs["state"]);
        Assert.Empty(world.Registry.Calls);
    }

    [Fact]
    public async Task Of_two_admins_who_make_the_same_space_one_is_told()
    {
        await using var world = await SpacedWorld.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Host.Admin.SendAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "team-a", visibility = "private" })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal("space-exists", (string?)answer.Body!["code"]));
        await world.BecomesAsync("team-a", "ready");
        Assert.Equal(["create team-a"], world.Registry.Calls);
    }

    [Fact]
    public async Task Many_changes_of_two_admins_end_as_the_last_one_says_on_both_sides()
    {
        await using var world = await SpacedWorld.StartAsync(registry => registry.Put("team-a", isPublic: true));
        var space = await world.BecomesAsync("team-a", "ready");

        for (var round = 0; round < 5; round++)
            await Task.WhenAll(world.EditAsync(space, new { visibility = "private" }), world.EditAsync(space, new { visibility = "public", quotaBytes = 100 + round }));

        var ready = await world.BecomesAsync("team-a", "ready");
        Assert.Equal((string?)ready["visibility"] == "public", world.Registry.Spaces["team-a"].Public);
        Assert.Equal(104, world.Registry.Spaces["team-a"].QuotaBytes);
        Assert.DoesNotContain(world.Host.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"name\":\"*\",\"visibility\":\"private\"}", "validation-failed", "name")]
    [InlineData("{\"name\":\"team-a/backend\",\"visibility\":\"private\"}", "validation-failed", "name")]
    [InlineData("{\"name\":\"team-a\",\"visibility\":\"private\",\"quotaBytes\":0}", "validation-failed", "quotaBytes")]
    [InlineData("{\"name\":\"team-a\",\"visibility\":\"private\",\"quotaBytes\":-1}", "validation-failed", "quotaBytes")]
    public async Task Create_FieldThatDoesNotFit_NamesIt(string body, string code, string field)
    {
        await using var world = await SpacedWorld.StartAsync();

        var problem = await world.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", JsonNode.Parse(body), HttpStatusCode.UnprocessableEntity, code);

        Assert.NotNull(problem["errors"]![field]);
        Assert.Empty(world.Registry.Calls);
    }

    [Fact]
    public async Task A_login_that_may_not_is_told_before_anything_changes()
    {
        await using var world = await SpacedWorld.StartAsync(registry =>
        {
            registry.Put("team-a", isPublic: true);
            registry.Capabilities = [];
        });
        var space = await world.BecomesAsync("team-a", "ready");
        var admin = world.Host.Admin;

        await admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "team-b", visibility = "private" }, HttpStatusCode.UnprocessableEntity, "capability-missing");
        await admin.SendRefusedAsync(HttpMethod.Patch, $"/api/v1/spaces/{space["id"]}", new { visibility = "private" }, HttpStatusCode.UnprocessableEntity, "capability-missing");
        await admin.SendRefusedAsync(HttpMethod.Patch, $"/api/v1/spaces/{space["id"]}", new { quotaBytes = 10 }, HttpStatusCode.UnprocessableEntity, "capability-missing");
        await admin.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/spaces/{space["id"]}", null, HttpStatusCode.UnprocessableEntity, "capability-missing");

        await world.OpensAsync("red", "team-a/app");
    }
}
