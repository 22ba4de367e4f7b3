using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Overview.Pulls;

/// <summary>
/// How often the doors let somebody pull, and how often not, over time. The store counts by minute, image and namespace, which may be millions of rows; what is kept here are sums by hour.
/// An hour that is over is summed up once; the one that runs at most every few seconds.
/// </summary>
internal sealed class PullHistoryService(IDbContextFactory<RoadsteadDb> contexts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>After the end of an hour: the doors write their counts every second, and every replica does.</summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Hour> hours = new();
    private readonly SemaphoreSlim reading = new(1);

    /// <summary>The answers of a period, oldest first; the last step is the one that runs.</summary>
    public async Task<IReadOnlyList<PullCount>> ReadAsync(PullPeriod period, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var end = (NumberOf(now) / period.HoursPerStep * period.HoursPerStep) + period.HoursPerStep;
        var begin = end - period.Hours;
        await EnsureAsync(begin, NumberOf(now), now, cancellationToken);
        return [.. Enumerable.Range(0, period.Hours / period.HoursPerStep).Select(step =>
        {
            var from = begin + (step * period.HoursPerStep);
            return PullCount.Sum([.. Enumerable.Range(0, period.HoursPerStep).Select(hour => CountOf(from + hour))]);
        })];
    }

    /// <summary>Sums up what is kept, so that nobody waits for it later.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.AccessCounts.AnyAsync(cancellationToken)) return;
        foreach (var period in PullPeriod.All) await ReadAsync(period, cancellationToken);
    }

    public void Dispose() => reading.Dispose();

    private static long NumberOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    private static DateTimeOffset BeginOf(long hour) => new(hour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    private PullCount CountOf(long hour)
    {
        var sum = hours.GetValueOrDefault(hour);
        return new PullCount(BeginOf(hour), BeginOf(hour + 1), sum.Allowed, sum.Refused, sum.Unmanaged);
    }

    private async Task EnsureAsync(long first, long last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Missing(first, last, now).Count == 0) return;
        await reading.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited finds that it was done meanwhile.
            foreach (var (from, to) in Missing(first, last, now)) await SumAsync(from, to, now, cancellationToken);
            foreach (var old in hours.Keys.Where(hour => hour < last - PullPeriod.Month.Hours - PullPeriod.Month.HoursPerStep)) hours.TryRemove(old, out _);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Stretches of hours that are not known, or that may have grown.</summary>
    private List<(long From, long To)> Missing(long first, long last, DateTimeOffset now)
    {
        var stretches = new List<(long From, long To)>();
        for (var hour = first; hour <= last; hour++)
        {
            if (hours.TryGetValue(hour, out var known) && (known.ReadAt >= BeginOf(hour + 1) + SettledAfter || now - known.ReadAt < FreshFor)) continue;
            if (stretches is [.., var (from, to)] && to == hour)
                stretches[^1] = (from, hour + 1);
            else
                stretches.Add((hour, hour + 1));
        }

        return stretches;
    }

    private async Task SumAsync(long from, long to, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (begin, end) = (BeginOf(from).UtcTicks, BeginOf(to).UtcTicks);
        var rows = await db.Database.SqlQuery<HourRow>(
            $"""
            SELECT "Minute" / {TimeSpan.TicksPerHour} AS "Hour", "Reason", CAST(SUM("Count") AS bigint) AS "Count"
            FROM "AccessCounts" WHERE "Minute" >= {begin} AND "Minute" < {end} GROUP BY 1, 2
            """).ToListAsync(cancellationToken);
        var found = rows.ToLookup(row => row.Hour);
        for (var hour = from; hour < to; hour++)
        {
            var sums = found[hour].ToLookup(row => PullReasons.AnswerOf(row.Reason), row => row.Count);
            hours[hour] = new Hour(sums[PullAnswer.Allowed].Sum(), sums[PullAnswer.Refused].Sum(), sums[PullAnswer.Unmanaged].Sum(), now);
        }
    }

    private readonly record struct Hour(long Allowed, long Refused, long Unmanaged, DateTimeOffset ReadAt);
}
