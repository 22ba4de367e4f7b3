using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Counts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Overview;

/// <summary>How a registry grew: a point for each crawl that came to its end, at most one an hour.</summary>
internal sealed partial class StorageHistoryService(
    IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, FiguresWorker figures, CountService counts, TimeProvider time, ILogger<StorageHistoryService> logger) : ICrawlObserver
{
    private const int ForgottenAtOnce = 100;

    private static readonly TimeSpan AtMostEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShownFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    /// <summary>The points of the last 30 days, oldest first.</summary>
    public Task<List<StorageMeasurementRow>> ReadAsync(RoadsteadDb db, Guid registryId, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - ShownFor;
        return db.StorageMeasurements.AsNoTracking().Where(row => row.RegistryId == registryId && row.At >= since).OrderBy(row => row.At).ToListAsync(cancellationToken);
    }

    public async Task CrawlFinishedAsync(Guid registryId, CancellationToken cancellationToken)
    {
        var told = await figures.MeasureAsync(registryId, cancellationToken);
        var now = time.GetUtcNow();
        var recently = now - AtMostEvery;
        var longAgo = now - KeptFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.StorageMeasurements.AnyAsync(row => row.RegistryId == registryId && row.At > recently, cancellationToken)) return;

        var totals = counts.ReadTotals(registryId, exact: true);
        db.StorageMeasurements.Add(new StorageMeasurementRow
        {
            RegistryId = registryId,
            At = now,
            UsedBytes = told?.Storage?.UsedBytes ?? totals.StorageBytes,
            Kind = told?.Storage?.Kind ?? StorageKind.Estimated,
            Repositories = told?.Statistics?.Repositories ?? totals.Repositories,
            Artifacts = told?.Statistics?.Artifacts ?? totals.Artifacts,
        });
        db.RemoveRange(await db.StorageMeasurements.Where(row => row.RegistryId == registryId && row.At < longAgo).OrderBy(row => row.At).Take(ForgottenAtOnce).ToListAsync(cancellationToken));
        if (await changes.RecordAsync(db, cancellationToken) is { IsCommitted: false } result) Log.NotRecorded(logger, registryId, result.Status);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The storage of registry {Registry} was not recorded ({Status}).")]
        public static partial void NotRecorded(ILogger logger, Guid registry, CommitStatus status);
    }
}
