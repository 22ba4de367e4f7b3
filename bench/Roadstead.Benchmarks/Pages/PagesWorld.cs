using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Benchmarks.Pages;

/// <summary>A large platform, straight into the store. Its registries are at an address where nothing listens, so that none is healthy.</summary>
internal static class PagesWorld
{
    public const int Registries = 500, Spaces = 10_000, Workspaces = 2_000, Namespaces = 20_000, Bindings = 20_000, Clusters = 20, HistoryDays = 30, CountsPerMinute = 60;

    private static readonly string[] Reasons = ["bound", "bound", "public", "bound", "workspace-registry", "not-bound", "unmanaged-allowed", "bound", "public", "unknown-space"];
    private static readonly RegistryType[] Types = [RegistryType.DockerRegistry, RegistryType.Harbor, RegistryType.DockerRegistry];

    public static async Task FillAsync(BenchmarkServer server)
    {
        var services = server.Services;
        var contexts = services.GetRequiredService<IDbContextFactory<RoadsteadDb>>();
        var now = DateTimeOffset.UtcNow;
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            AddPlatform(db, now);
            var result = await services.GetRequiredService<ChangeService>().RecordAsync(db, CancellationToken.None);
            if (!result.IsCommitted) throw new InvalidOperationException($"The store could not be filled: {result}.");
        }

        await using var counts = await contexts.CreateDbContextAsync();
        await AddCountsAsync(counts, now);
        await AddHistoryAsync(counts, now);

        // A change by the API publishes what came by the back door: then the registries are watched.
        await server.SendAsync(HttpMethod.Patch, "workspaces/team-0", new { displayName = "Team zero" });
        while (services.GetRequiredService<IRegistryHealth>() is var health && counts.Registries.Select(row => row.Id).AsEnumerable().Any(id => health.Of(id).Status == RegistryStatus.Unknown))
            await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private static void AddPlatform(RoadsteadDb db, DateTimeOffset at)
    {
        for (var i = 0; i < Clusters; i++)
            db.Clusters.Add(new Cluster { Name = $"cluster-{i}", Kind = ClusterKind.Standalone, CreatedAt = at });
        var workspaces = Enumerable.Range(0, Workspaces).Select(i => new Workspace { Name = $"team-{i}", DisplayName = $"Team {i}", CreatedAt = at }).ToArray();
        db.Workspaces.AddRange(workspaces);
        for (var i = 0; i < Namespaces; i++)
            db.WorkspaceNamespaces.Add(new WorkspaceNamespace { Cluster = $"cluster-{i % Clusters}", Namespace = $"namespace-{i}", WorkspaceId = workspaces[i % Workspaces].Id, CreatedAt = at });

        var registries = Enumerable.Range(0, Registries).Select(i => new Registry
        {
            Name = $"registry-{i:000}",
            DisplayName = $"Registry {i:000}",
            Url = $"http://127.0.0.1:9/{i}",
            Type = Types[i % Types.Length],
            Origin = i % 9 == 0 ? RegistryOrigin.Managed : RegistryOrigin.Integrated,
            Delivery = Delivery.Gateway,
            CreatedAt = at.AddDays(-i),
        }).ToArray();
        foreach (var registry in registries)
        {
            db.Registries.Add(registry);
            db.RegistryHosts.Add(new RegistryHost { RegistryId = registry.Id, Host = $"{registry.Name}.example.com" });
        }

        var spaces = Enumerable.Range(0, Spaces).Select(i => new Space
        {
            RegistryId = registries[i % Registries].Id,
            Name = $"space-{i}",
            Prefix = $"space-{i}",
            Visibility = i % 5 == 0 ? Visibility.Public : Visibility.Private,
            Presence = i % 997 == 0 ? SpacePresence.Wanted : null,
            CreatedAt = at,
        }).ToArray();
        db.Spaces.AddRange(spaces);
        for (var i = 0; i < Bindings; i++)
            db.Bindings.Add(new Binding { SpaceId = spaces[i % Spaces].Id, WorkspaceId = workspaces[((i * 7) + (i / Spaces)) % Workspaces].Id, CreatedAt = at });
    }

    /// <summary>A day of answers and, thinner, the days before: the sums of those are kept by the hour, so that their number counts at the start alone.</summary>
    private static async Task AddCountsAsync(RoadsteadDb db, DateTimeOffset now)
    {
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var back = 0; back < HistoryDays * 24 * 60; back += back < 24 * 60 ? 1 : 60)
        {
            // More by day than by night.
            var rows = (int)(CountsPerMinute * (0.55 - (0.45 * Math.Cos(minute.AddMinutes(-back).Hour / 24.0 * Math.Tau))));
            for (var i = 0; i < rows; i++)
            {
                var row = back + (i * 31);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "AccessCounts" ("Minute", "Cluster", "Namespace", "Image", "Reason", "Count")
                    VALUES ({minute.AddMinutes(-back).UtcTicks}, {$"cluster-{row % Clusters}"}, {$"namespace-{row % Namespaces}"}, {$"registry-{row % Registries:000}.example.com/space-{row % Spaces}/app-{i}"}, {Reasons[row % Reasons.Length]}, {1 + (row % 7)})
                    """);
            }
        }

        await transaction.CommitAsync();
    }

    private static async Task AddHistoryAsync(RoadsteadDb db, DateTimeOffset now)
    {
        var registries = await db.Registries.Select(row => row.Id).ToListAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var (id, i) in registries.Select((id, i) => (id, i)))
        {
            for (var hour = 0; hour < HistoryDays * 24; hour += 2)
            {
                var used = ((i * 7_919L % 900) + 20) * 1_000_000_000L * (1000 - (hour * (i % 5) / 10) + (hour * 31 % 40)) / 1000;
                await db.Database.ExecuteSqlAsync(
                    $"""INSERT INTO "StorageMeasurements" ("RegistryId", "At", "UsedBytes", "Kind", "Repositories", "Artifacts") VALUES ({id}, {now.AddHours(-hour).UtcTicks}, {used}, {"Estimated"}, {100 + i}, {1000 + i})""");
            }
        }

        await transaction.CommitAsync();
    }
}
