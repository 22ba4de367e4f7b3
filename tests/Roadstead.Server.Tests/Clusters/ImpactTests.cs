using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Console.Pages;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>What runs and uses an image is shown before its access is taken away.</summary>
public sealed class ImpactTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unbinding_what_runs_is_done_when_exactly_that_was_acknowledged()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "impact-unbind");
        var admin = world.Host.Admin;
        await world.DeployAsync(world.Bound, "web", $"{world.Hub}/team-a/web:1", replicas: 2);
        await world.RunAsync(world.Bound, "lone", $"{world.Hub}/team-a/tool@sha256:{new string('a', 64)}");
        await world.RunAsync(world.Bound, "waiting", $"{world.Hub}/team-a/other:1", phase: "Pending");
        await world.RunAsync(world.Bound, "public", $"{world.Hub}/shared/base:1");
        await world.RunAsync(world.Free, "elsewhere", $"{world.Hub}/team-a/web:1"); // nothing that it has is taken from it

        var call = $"/api/v1/spaces/{world.TeamA}/workspaces/blue";
        var impact = (await admin.SendRefusedAsync(HttpMethod.Delete, call, null, HttpStatusCode.Conflict, "impact-not-acknowledged"))["impact"]!;
        var shown = await admin.GetOkAsync($"/api/v1/spaces/{world.TeamA}/impact?action=unbind&workspace=blue");
        Assert.Equal(shown.ToJsonString(), impact.ToJsonString());
        Assert.Equal(
            [$"prod/{world.Bound} Deployment web 2 {world.Hub}/team-a/web:1", $"prod/{world.Bound} Pod lone 1 {world.Hub}/team-a/tool@sha256:{new string('a', 64)}"],
            Workloads(impact));

        // Another pod of a workload that was shown is nothing new; another workload is.
        var first = (string)impact["acknowledgement"]!;
        await world.RunAsync(world.Bound, "second", $"{world.Hub}/team-a/web:1");
        var changed = (await admin.SendRefusedAsync(HttpMethod.Delete, $"{call}?acknowledge={first}", null, HttpStatusCode.Conflict, "impact-not-acknowledged"))["impact"]!;
        Assert.NotEqual(first, (string)changed["acknowledgement"]!);
        Assert.Equal(3, Workloads(changed).Count);

        await admin.SendOkAsync(HttpMethod.Delete, $"{call}?acknowledge={(string)changed["acknowledgement"]!}");
        Assert.Empty((await admin.GetOkAsync($"/api/v1/spaces/{world.TeamA}"))["workspaces"]!.AsArray());

        // What is not allowed any more is not taken away again.
        Assert.Empty(Workloads(await admin.GetOkAsync($"/api/v1/spaces/{world.TeamA}/impact?action=delete")));
    }

    [Fact]
    public async Task What_enforce_would_deny_is_told_before_it_is_chosen__and_in_the_form()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "would-deny");
        await world.RunAsync(world.Bound, "allowed", $"{world.Hub}/team-a/app:1");
        await world.DeployAsync(world.Free, "stale", $"{world.Hub}/team-a/app:1", replicas: 2);

        var denied = await world.Host.Admin.GetOkAsync("/api/v1/clusters/prod/would-deny");
        Assert.True((bool)denied["known"]!);
        Assert.Contains($"prod/{world.Free} Deployment stale 2 {world.Hub}/team-a/app:1", Workloads(denied));
        Assert.DoesNotContain(Workloads(denied), workload => workload.StartsWith($"prod/{world.Bound} ", StringComparison.Ordinal));
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/clusters/none/would-deny", null, HttpStatusCode.NotFound, "not-found");

        using var admin = await Visitor.AdminAsync(world.Host);
        var form = await admin.ReadAsync("/clusters/prod/edit");
        Assert.Contains("What enforce would deny now", form, StringComparison.Ordinal);
        Assert.Contains($"href=\"/access/prod/{world.Free}?image={Uri.EscapeDataString($"{world.Hub}/team-a/app:1")}\"", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_takes_access_away_from_what_runs_asks_first()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "impact-all");
        var loud = world.Hub.ToUpperInvariant();
        await world.RunAsync(world.Bound, "private", $"{world.Hub}/team-a/app:1");
        await world.RunAsync(world.Free, "public", $"{loud}:443/shared/base:1");
        var (bound, free) = ($"prod/{world.Bound} Pod private 1 {world.Hub}/team-a/app:1", $"prod/{world.Free} Pod public 1 {loud}:443/shared/base:1");

        await AsksAsync(HttpMethod.Delete, $"/api/v1/spaces/{world.TeamA}/workspaces/blue", null, bound);
        await AsksAsync(HttpMethod.Put, $"/api/v1/spaces/{world.TeamA}/workspaces", new { workspaces = Array.Empty<string>() }, bound);
        await AsksAsync(HttpMethod.Delete, $"/api/v1/spaces/{world.TeamA}", null, bound);
        await AsksAsync(HttpMethod.Patch, $"/api/v1/spaces/{world.Shared}", new { visibility = "private" }, free);
        await AsksAsync(HttpMethod.Delete, $"/api/v1/spaces/{world.Shared}", null, free);
        await AsksAsync(HttpMethod.Delete, "/api/v1/registries/hub", null, bound, free);

        // A host that a registry no longer speaks for stays denied.
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/registries/hub", new { imageHosts = new[] { "mirror.test" } });
        await world.RunAsync(world.Free, "mirrored", "mirror.test/shared/base:1");
        await AsksAsync(HttpMethod.Patch, "/api/v1/registries/hub", new { imageHosts = Array.Empty<string>() }, $"prod/{world.Free} Pod mirrored 1 mirror.test/shared/base:1");
        await AsksAsync(HttpMethod.Delete, $"/api/v1/workspaces/blue/namespaces/prod/{world.Bound}", null, bound);
        await AsksAsync(HttpMethod.Delete, "/api/v1/clusters/prod", null, bound);
        await world.Host.StatusAsync("prod", "connected", null);

        // A stale acknowledgement is refused even where nothing runs any more.
        await world.SetStatusAsync(world.Bound, "private", "Succeeded");
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/spaces/{world.TeamA}?acknowledge=stale", null, HttpStatusCode.Conflict, "impact-not-acknowledged");
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{world.TeamA}");

        async Task AsksAsync(HttpMethod method, string call, object? body, params string[] workloads)
        {
            var problem = await world.Host.Admin.SendRefusedAsync(method, call, body, HttpStatusCode.Conflict, "impact-not-acknowledged");
            Assert.Equal(workloads, Workloads(problem["impact"]!));
        }
    }

    [Fact]
    public async Task A_host_that_comes_to_stand_for_something_else_asks_first()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "impact-host");
        await world.ChangeAsync(db => db.RegistryHosts.Add(new RegistryHost { RegistryId = world.Registry, Host = "one.host.test", Kind = RegistryHostKind.Image, Prefix = "shared" }));
        await world.RunAsync(world.Free, "by-host", "one.host.test/base:1");

        var impact = (await world.Host.Admin.SendRefusedAsync(HttpMethod.Patch, "/api/v1/registries/hub", new { imageHosts = new[] { "one.host.test" } }, HttpStatusCode.Conflict, "impact-not-acknowledged"))["impact"]!;

        Assert.Equal([$"prod/{world.Free} Pod by-host 1 one.host.test/base:1"], Workloads(impact));
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/registries/hub?acknowledge={(string)impact["acknowledgement"]!}", new { imageHosts = new[] { "one.host.test" } });
        Assert.Empty((await world.Host.Admin.GetOkAsync("/api/v1/removed-hosts"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Taking_a_space_away_counts_those_who_pull_through_a_space_that_includes_it()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "impact-included");
        await world.ChangeAsync(db => db.Spaces.Add(
            new Space { RegistryId = world.Registry, Name = "all", Prefix = "all", Visibility = Visibility.Public, Includes = ["shared", "team-a"], CreatedAt = DateTimeOffset.UnixEpoch }));
        await world.RunAsync(world.Bound, "through", $"{world.Hub}/all/web:1");
        await world.RunAsync(world.Free, "elsewhere", $"{world.Hub}/all/web:1"); // it may not, for team-a is not its

        foreach (var call in new[] { $"{world.TeamA}/impact?action=unbind&workspace=blue", $"{world.TeamA}/impact?action=delete", $"{world.Shared}/impact?action=delete" })
            Assert.Equal([$"prod/{world.Bound} Pod through 1 {world.Hub}/all/web:1"], Workloads(await world.Host.Admin.GetOkAsync("/api/v1/spaces/" + call)));
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/spaces/{world.TeamA}/workspaces/blue", null, HttpStatusCode.Conflict, "impact-not-acknowledged");
        await world.Host.Admin.SendRefusedAsync(HttpMethod.Patch, $"/api/v1/spaces/{world.Shared}", new { visibility = "private" }, HttpStatusCode.Conflict, "impact-not-acknowledged");
    }

    [Fact]
    public async Task A_namespace_that_leaves_with_what_runs_acknowledged_leaves()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "impact-leave");
        await world.RunAsync(world.Bound, "private", $"{world.Hub}/team-a/app:1");
        var call = $"/api/v1/workspaces/blue/namespaces/prod/{world.Bound}";
        var impact = (await world.Host.Admin.SendRefusedAsync(HttpMethod.Delete, call, null, HttpStatusCode.Conflict, "impact-not-acknowledged"))["impact"]!;

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"{call}?acknowledge={(string)impact["acknowledgement"]!}");

        Assert.Equal(0, (int)(await world.Host.Admin.GetOkAsync("/api/v1/workspaces/blue"))["namespaceCount"]!);
    }

    private static List<string> Workloads(JsonNode impact) =>
        [.. impact["workloads"]!.AsArray().Select(one => $"{one!["cluster"]}/{one["namespace"]} {one["kind"]} {one["name"]} {one["running"]} {string.Join(' ', one["images"]!.AsArray())}")];
}
