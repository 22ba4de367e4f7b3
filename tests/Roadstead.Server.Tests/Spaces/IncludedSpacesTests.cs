using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Console.Pages;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>Spaces that show the content of others, at a registry that has no mark of who may pull.</summary>
public sealed class IncludedSpacesTests
{
    private const string MayPull = "/workspaces/blue/may-pull";

    private static readonly string[] OfAll = ["local", "vault"];

    private static string Row(string space) => $"translate=\"no\">{space}</span>";

    private static Task<SpacedWorld> StartAsync() => SpacedWorld.StartUnmarkedAsync(registry =>
    {
        registry.Put("local", false);
        registry.Put("vault", false);
        registry.Put("all", false);
        registry.Change("all", space => space with { Includes = ["vault", "local"] });
        registry.Put("hub", false);
        registry.Change("hub", space => space with { Aliases = ["hub-cache"], IsProxyCache = true });
    });

    [Fact]
    public async Task Spaces_without_a_mark_of_the_registry_begin_private_and_are_opened_here_alone()
    {
        await using var world = await StartAsync();

        var all = await world.BecomesAsync("all", "ready");
        Assert.Equal(("private", true), ((string?)all["visibility"], (bool)all["ofRegistry"]!));
        Assert.Equal(OfAll, all["includes"].Texts());
        var hub = (await world.FindAsync("hub"))!;
        Assert.Equal(["hub-cache"], hub["aliases"].Texts());
        Assert.False(await world.MayAsync("blue", "hub/app"));

        var opened = await world.EditAsync(hub, new { visibility = "public" });

        Assert.Equal(("public", "ready"), ((string?)opened["visibility"], (string?)opened["state"]));
        Assert.True(await world.MayAsync("blue", "hub/app"));
        Assert.True(await world.MayAsync("blue", "hub-cache/app"));
        await world.LookAsync();
        Assert.True(await world.MayAsync("blue", "hub-cache/app"));
        Assert.Empty(world.Registry.Calls);
        Assert.Equal("public", (string?)(await world.FindAsync("hub"))!["visibility"]);
        using var member = await world.Host.UserAsync("mia", "blue");
        Assert.Equal(["hub"], (await member.GetOkAsync("/api/v1/spaces"))["items"]!.AsArray().Select(space => (string)space!["name"]!));

        await world.EditAsync(opened, new { visibility = "private" });
        Assert.False(await world.MayAsync("blue", "hub-cache/app"));
        Assert.Empty(world.Registry.Calls);
    }

    [Fact]
    public async Task A_space_made_here_is_made_there_without_a_mark_and_is_as_it_was_asked_for()
    {
        await using var world = await StartAsync();
        await world.CreateAsync("fresh", "public");

        var space = await world.BecomesAsync("fresh", "ready");

        Assert.Equal("public", (string?)space["visibility"]);
        await world.OpensAsync("blue", "fresh/app");
        Assert.Equal(["create fresh"], world.Registry.Calls);
    }

    [Fact]
    public async Task Opening_or_binding_is_refused_while_a_member_is_closed_and_names_it()
    {
        await using var world = await StartAsync();
        var all = await world.BecomesAsync("all", "ready");
        var local = (await world.FindAsync("local"))!;
        await world.EditAsync(local, new { visibility = "public" });

        var refused = await world.Host.Admin.SendRefusedAsync(HttpMethod.Patch, $"/api/v1/spaces/{all["id"]}", new { visibility = "public" }, HttpStatusCode.Conflict, "space-includes-private");
        Assert.Equal(["vault"], refused["includes"].Texts());
        Assert.Contains("'all' includes 'vault'", refused.Detail(), StringComparison.Ordinal);
        refused = await world.Host.Admin.SendRefusedAsync(HttpMethod.Put, $"/api/v1/spaces/{all["id"]}/workspaces", new { workspaces = new[] { "red", "blue" } }, HttpStatusCode.Conflict, "space-includes-private");
        Assert.Contains("Bind what it includes to 'blue' too", refused.Detail(), StringComparison.Ordinal);
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Put, $"/api/v1/spaces/{all["id"]}/workspaces/blue", null, HttpStatusCode.Conflict, "space-includes-private");
        Assert.Empty((await world.FindAsync("all"))!["workspaces"]!.AsArray());

        await world.BindAsync((await world.FindAsync("vault"))!, "blue");
        await world.BindAsync(all, "blue");

        Assert.Equal("ready", (string?)(await world.FindAsync("all"))!["workspaces"]![0]!["state"]);
        Assert.True(await world.MayAsync("blue", "all/app"));
        Assert.False(await world.MayAsync("red", "all/app"));
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Put, $"/api/v1/spaces/{all["id"]}/workspaces/red", null, HttpStatusCode.Conflict, "space-includes-private");
    }

    [Fact]
    public async Task A_member_that_is_taken_away_closes_what_includes_it_at_once_and_the_binding_says_why()
    {
        await using var world = await StartAsync();
        var all = await world.BecomesAsync("all", "ready");
        foreach (var name in OfAll)
            await world.BindAsync((await world.FindAsync(name))!, "blue");
        await world.BindAsync(all, "blue");
        var vault = (await world.FindAsync("vault"))!;
        using var admin = await Visitor.AdminAsync(world.Host);
        Assert.Contains(Row("all"), await admin.ReadAsync(MayPull), StringComparison.Ordinal);

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{vault["id"]}/workspaces/blue");

        Assert.False(await world.MayAsync("blue", "all/app"));
        foreach (var page in (string[])[MayPull, "/workspaces/blue"])
        {
            var told = await admin.ReadAsync(page);
            Assert.Contains(Row("local"), told, StringComparison.Ordinal);
            Assert.DoesNotContain(Row("all"), told, StringComparison.Ordinal);
        }

        var binding = (await world.FindAsync("all"))!["workspaces"]![0]!;
        Assert.Equal(("failing", "includes-private"), ((string?)binding["state"], (string?)binding["reason"]));
        Assert.Contains("'vault'", (string)binding["message"]!, StringComparison.Ordinal);

        // The same for one that was open to all.
        foreach (var name in OfAll)
            await world.EditAsync((await world.FindAsync(name))!, new { visibility = "public" });
        await world.EditAsync(all, new { visibility = "public" });
        Assert.Equal("ready", (string?)(await world.FindAsync("all"))!["state"]);
        Assert.True(await world.MayAsync("red", "all/app"));
        await world.EditAsync(vault, new { visibility = "private" });
        Assert.False(await world.MayAsync("red", "all/app"));
        var closed = (await world.FindAsync("all"))!;
        Assert.Equal(("failing", "includes-private"), ((string?)closed["state"], (string?)closed["reason"]));
        Assert.Contains("Make public what it includes", (string)closed["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_space_that_comes_to_include_a_private_one_gives_no_more_than_that_one_from_the_next_look_on()
    {
        await using var world = await StartAsync();
        await world.BecomesAsync("all", "ready");
        var local = (await world.FindAsync("local"))!;
        await world.EditAsync(local, new { visibility = "public" });
        world.Registry.Change("all", space => space with { Includes = ["local"] });
        var all = await world.BecomesAsync("all", space => space["includes"]!.AsArray().Count == 1, "the change is seen");
        await world.EditAsync(all, new { visibility = "public" });
        Assert.True(await world.MayAsync("blue", "all/app"));

        world.Registry.Change("all", space => space with { Includes = ["local", "vault"] });

        await world.ClosesAsync("blue", "all/app");
        await world.BecomesAsync("all", "failing", "includes-private");
        Assert.Contains(("registry:port", "space.sync"), await world.AuditAsync("all"));
        var audit = (await world.Host.Admin.GetOkAsync("/api/v1/audit?object=port/all&action=space.sync&limit=1"))["items"]![0]!;
        Assert.Equal(["local"], audit["before"]!["includes"].Texts());
        Assert.Equal(OfAll, audit["after"]!["includes"].Texts());

        // In another order it is the same: nothing is written.
        var before = (await world.AuditAsync("all")).Count;
        world.Registry.Change("all", space => space with { Includes = ["vault", "local"] });
        await world.LookAsync();
        Assert.Equal(before, (await world.AuditAsync("all")).Count);
    }

    [Fact]
    public async Task Explaining_a_name_in_a_space_that_includes_others_tells_which_of_them_stands_in_the_way()
    {
        await using var world = await StartAsync();
        var all = await world.BecomesAsync("all", "ready");
        foreach (var name in OfAll)
            await world.EditAsync((await world.FindAsync(name))!, new { visibility = "public" });
        await world.EditAsync(all, new { visibility = "public" });

        var allowed = await world.ExplainAsync("blue", $"{world.RegistryHost}/all/app");
        Assert.True((bool)allowed["allowed"]!);
        Assert.True((bool)Step(allowed, "includes")["ok"]!);
        Assert.Contains("'local', 'vault'", (string)Step(allowed, "includes")["detail"]!, StringComparison.Ordinal);

        await world.EditAsync((await world.FindAsync("vault"))!, new { visibility = "private" });
        var denied = await world.ExplainAsync("blue", $"{world.RegistryHost}/all/app");
        Assert.Equal((false, "not-bound", "all"), ((bool)denied["allowed"]!, (string?)denied["reason"], (string?)denied["space"]));
        Assert.True((bool)Step(denied, "binding")["ok"]!);
        Assert.False((bool)Step(denied, "includes")["ok"]!);
        Assert.Contains("bind the space 'vault' of 'port' to the workspace 'blue' too", (string)Step(denied, "includes")["remedy"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(denied["steps"]!.AsArray(), step => (string?)step!["check"] == "includes" && (bool?)step["ok"] == true);
        Assert.DoesNotContain((await world.ExplainAsync("blue", $"{world.RegistryHost}/local/app"))["steps"]!.AsArray(), step => (string?)step!["check"] == "includes");
    }

    private static JsonNode Step(JsonNode access, string check) => access["steps"]!.AsArray().Single(step => (string?)step!["check"] == check)!;
}
