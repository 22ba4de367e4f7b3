using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Images.Counts;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Overview;

/// <summary>
/// What the platform's registries hold, and how that grew. For each registry the newest and the oldest point are sought by the key of the history, which may hold millions; the line is
/// read for the few that are shown. Kept for half a minute: a point is added at most every hour.
/// </summary>
internal sealed class StorageOverviewService
{
    private const int ShownRegistries = 6;
    private const int PointsOfALine = 60;

    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShownFor = TimeSpan.FromDays(30);

    private readonly IDbContextFactory<RoadsteadDb> contexts;
    private readonly StorageHistoryService history;
    private readonly CountService counts;
    private readonly TimeProvider time;
    private readonly Kept<PlatformStorage> storage;

    public StorageOverviewService(IDbContextFactory<RoadsteadDb> contexts, StorageHistoryService history, CountService counts, TimeProvider time, ILogger<StorageOverviewService> logger)
    {
        (this.contexts, this.history, this.counts, this.time) = (contexts, history, counts, time);
        storage = new(ReadAsync, FreshFor, time, logger);
    }

    public Task<PlatformStorage> GetAsync(CancellationToken cancellationToken) => storage.GetAsync(cancellationToken);

    private async Task<PlatformStorage> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = time.GetUtcNow() - ShownFor;
        var rows = await db.Registries.Where(registry => registry.WorkspaceId == null).Select(registry => new
        {
            registry.Id,
            registry.Name,
            registry.DisplayName,
            First = db.StorageMeasurements.Where(row => row.RegistryId == registry.Id && row.At >= since).OrderBy(row => row.At).Select(row => (long?)row.UsedBytes).FirstOrDefault(),
            Last = db.StorageMeasurements.Where(row => row.RegistryId == registry.Id).OrderByDescending(row => row.At).Select(row => (long?)row.UsedBytes).FirstOrDefault(),
        }).ToListAsync(cancellationToken);

        var measured = rows.Where(row => row.Last is not null).OrderByDescending(row => row.Last).ThenBy(row => row.Name, StringComparer.Ordinal).ToList();
        var largest = new List<RegistryStorage>();
        foreach (var row in measured.Take(ShownRegistries))
        {
            var points = await history.ReadAsync(db, row.Id, cancellationToken);
            largest.Add(new RegistryStorage(row.Name, row.DisplayName, row.Last!.Value, points.Count > 1 ? row.Last - row.First : null)
            {
                History = Thinned([.. points.Select(point => new StoragePoint(point.At, point.UsedBytes, point.Repositories, point.Artifacts))]),
            });
        }

        return new PlatformStorage(
            measured.Sum(row => row.Last!.Value),
            measured.Sum(row => row.Last!.Value - (row.First ?? row.Last.Value)),
            measured.Count,
            largest,
            rows.Sum(row => counts.ReadTotals(row.Id).Repositories));
    }

    // The last point always: it is the figure that stands beside the line.
    private static IReadOnlyList<StoragePoint> Thinned(IReadOnlyList<StoragePoint> points)
    {
        var every = (points.Count / PointsOfALine) + 1;
        return [.. points.Where((_, i) => (points.Count - 1 - i) % every == 0)];
    }
}
