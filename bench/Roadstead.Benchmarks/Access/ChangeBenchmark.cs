using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Benchmarks.Images;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Benchmarks.Access;

/// <summary>API changes, each of which replies when the access map includes it: on a store of one workspace, and on a large one. In one run, on one server.</summary>
internal static class ChangeBenchmark
{
    private const int Changes = 100, Workspaces = 2_000, Namespaces = 20_000, Spaces = 10_000, Bindings = 20_000;

    public static async Task RunAsync(TextWriter output)
    {
        await using var server = await BenchmarkServer.StartAsync();
        await server.SendAsync(HttpMethod.Post, "workspaces", new { name = "bench" });
        await ChangeAsync(server, "warm", 30, parallel: 1);
        var small = await ChangeAsync(server, "small", Changes, parallel: 1);
        var smallBurst = await ChangeAsync(server, "small-burst", Changes, parallel: 8);

        await FillAsync(server.Services);
        await ChangeAsync(server, "warm", 5, parallel: 1);
        var large = await ChangeAsync(server, "large", Changes, parallel: 1);
        var largeBurst = await ChangeAsync(server, "large-burst", Changes, parallel: 8);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # API changes and the size of the store

            A change is `PATCH /workspaces/bench`: validated, committed with its audit row (synchronous=FULL), published as a new access map. Milliseconds until the reply, {Changes} calls.
            The large store holds {Spaces:N0} spaces, {Workspaces:N0} workspaces, {Namespaces:N0} namespaces with their accounts, {Bindings:N0} bindings. Two shared cores; only ratios within a run count.

            | callers at once | small store p50 | p99 | large store p50 | p99 | p50, of small |
            |---|---|---|---|---|---|
            | 1 | {small.P50:F1} | {small.P99:F1} | {large.P50:F1} | {large.P99:F1} | {large.P50 / small.P50:F1} |
            | 8 | {smallBurst.P50:F1} | {smallBurst.P99:F1} | {largeBurst.P50:F1} | {largeBurst.P99:F1} | {largeBurst.P50 / smallBurst.P50:F1} |
            """));
    }

    private static async Task<Percentiles> ChangeAsync(BenchmarkServer server, string name, int changes, int parallel)
    {
        var times = new List<double>();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i <= changes; i = Interlocked.Increment(ref next))
            {
                var start = Stopwatch.GetTimestamp();
                await server.SendAsync(HttpMethod.Patch, "workspaces/bench", new { displayName = $"{name} {i}" });
                lock (times) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }));
        return Percentiles.Of(times);
    }

    // Straight into the store: what is measured comes after.
    private static async Task FillAsync(IServiceProvider services)
    {
        var accounts = services.GetRequiredService<GatewayAccounts>();
        await using var db = await services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var at = DateTimeOffset.UnixEpoch;
        var workspaces = Enumerable.Range(0, Workspaces).Select(i => new Workspace { Name = $"team-{i}", DisplayName = $"Team {i}", CreatedAt = at }).ToArray();
        db.Clusters.Add(new Cluster { Name = "lab", Kind = ClusterKind.Standalone, CreatedAt = at });
        db.Workspaces.AddRange(workspaces);
        var registry = new Registry { Name = "large", DisplayName = "large", Url = "https://large.test", Type = RegistryType.DockerRegistry, Delivery = Delivery.Gateway, CreatedAt = at };
        db.Registries.Add(registry);
        db.RegistryHosts.Add(new RegistryHost { RegistryId = registry.Id, Host = "large.test" });
        var spaces = Enumerable.Range(0, Spaces).Select(i => new Space { RegistryId = registry.Id, Name = $"space-{i}", Prefix = $"space-{i}", Visibility = Visibility.Private, CreatedAt = at }).ToArray();
        db.Spaces.AddRange(spaces);
        for (var i = 0; i < Namespaces; i++)
        {
            var workspace = workspaces[i % Workspaces];
            db.WorkspaceNamespaces.Add(new WorkspaceNamespace { Cluster = "lab", Namespace = $"ns-{i}", WorkspaceId = workspace.Id, CreatedAt = at });
            accounts.Add(db, "lab", $"ns-{i}", workspace.Id);
        }

        for (var i = 0; i < Bindings; i++)
            db.Bindings.Add(new Binding { SpaceId = spaces[i % Spaces].Id, WorkspaceId = workspaces[((i * 7) + (i / Spaces)) % Workspaces].Id, CreatedAt = at });
        var result = await services.GetRequiredService<ChangeService>().RecordAsync(db, CancellationToken.None);
        if (!result.IsCommitted) throw new InvalidOperationException($"The store could not be filled: {result}.");
    }
}
