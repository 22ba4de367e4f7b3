using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage;

namespace Roadstead.Benchmarks.Pages;

/// <summary>What a platform has seen: pulls and refusals, storage over time, changes by people.</summary>
internal static class PagesHistory
{
    private static readonly string[] Reasons = ["bound", "bound", "public", "bound", "workspace-registry", "not-bound", "unmanaged-allowed", "bound", "public", "unknown-space"];

    public static async Task AddAsync(RoadsteadDb db, PagesWorld world, DateTimeOffset now)
    {
        await AddCountsAsync(db, world, now);
        await AddStorageAsync(db, now);
        await AddChangesAsync(db, world, now);
    }

    /// <summary>A day of answers and, thinner, the days before: the sums of those are kept by the hour, so that their number counts at the start alone.</summary>
    private static async Task AddCountsAsync(RoadsteadDb db, PagesWorld world, DateTimeOffset now)
    {
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var back = 0; back < PagesWorld.HistoryDays * 24 * 60; back += back < 24 * 60 ? 1 : 60)
        {
            // More by day than by night.
            var rows = (int)(world.CountsPerMinute * (0.55 - (0.45 * Math.Cos(minute.AddMinutes(-back).Hour / 24.0 * Math.Tau))));
            for (var i = 0; i < rows; i++)
            {
                var row = back + (i * 31);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "AccessCounts" ("Minute", "Cluster", "Namespace", "Image", "Reason", "Count")
                    VALUES ({minute.AddMinutes(-back).UtcTicks}, {$"cluster-{row % world.Clusters}"}, {$"namespace-{row % world.Namespaces}"}, {$"registry-{row % world.Registries:000}.example.com/space-{row % world.Spaces}/app-{i}"}, {Reasons[row % Reasons.Length]}, {1 + (row % 7)})
                    """);
            }
        }

        await transaction.CommitAsync();
    }

    private static async Task AddStorageAsync(RoadsteadDb db, DateTimeOffset now)
    {
        var registries = await db.Registries.Select(row => row.Id).ToListAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var (id, i) in registries.Select((id, i) => (id, i)))
        {
            for (var hour = 0; hour < PagesWorld.HistoryDays * 24; hour += 2)
            {
                var used = ((i * 7_919L % 900) + 20) * 1_000_000_000L * (1000 - (hour * (i % 5) / 10) + (hour * 31 % 40)) / 1000;
                await db.Database.ExecuteSqlAsync(
                    $"""INSERT INTO "StorageMeasurements" ("RegistryId", "At", "UsedBytes", "Kind", "Repositories", "Artifacts") VALUES ({id}, {now.AddHours(-hour).UtcTicks}, {used}, {"Estimated"}, {100 + i}, {1000 + i})""");
            }
        }

        await transaction.CommitAsync();
    }

    private static async Task AddChangesAsync(RoadsteadDb db, PagesWorld world, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var i = 0; i < world.Changes; i++)
        {
            var (action, changed) = (i % 3) switch
            {
                0 => ("space.bind", $"space:{i % world.Spaces}"),
                1 => ("workspace.update", $"workspace:team-{i % world.Workspaces}"),
                _ => ("registry.update", $"registry:registry-{i % world.Registries:000}"),
            };
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "AuditEntries" ("At", "Actor", "Action", "Object", "Outcome", "Before", "After", "Source")
                VALUES ({now.AddMinutes(i - world.Changes).UtcTicks}, {$"user-{i % 40}"}, {action}, {changed}, {"success"}, {"{\"displayName\":\"Before\",\"description\":null}"}, {"{\"displayName\":\"After\",\"description\":\"What it is for\"}"}, {"192.0.2.7"})
                """);
        }

        await transaction.CommitAsync();
    }
}
