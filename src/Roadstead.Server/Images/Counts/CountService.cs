using System.Collections.Concurrent;
using Roadstead.Core.Access;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Counts;

/// <summary>
/// Sums up the index: a registry's totals, and its spaces in one pass, each repository counted for the space that the access map puts it in.
/// Sums are kept while nothing changes; while something does, for so long that summing takes at most a twentieth of the time.
/// </summary>
internal sealed class CountService(IndexDatabase database, IndexWriter writer, IAccessMapSource maps, TimeProvider time) : ISpaceCounts
{
    private const int KeptTimesAsLong = 20;

    private readonly ConcurrentDictionary<Guid, Lazy<SpaceSums>> spaces = new();
    private readonly ConcurrentDictionary<Guid, Kept<IndexTotals>> totals = new();

    public async ValueTask<IReadOnlyDictionary<Guid, SpaceCount>> ReadAsync(Guid registryId, IReadOnlyCollection<Guid> spaceIds, CancellationToken cancellationToken)
    {
        var map = maps.Current;
        if (!spaces.TryGetValue(registryId, out var held) || !held.IsValueCreated || !IsFresh(held.Value, map, spaceIds))
        {
            // Many may ask at once; one pass answers all of them.
            var fresh = new Lazy<SpaceSums>(() => Sum(registryId, map));
            held = spaces.AddOrUpdate(registryId, fresh, (_, present) => ReferenceEquals(present, held) ? fresh : present);
        }

        var sums = await Task.Run(() => held.Value, cancellationToken);
        return spaceIds.Where(sums.Counts.ContainsKey).ToDictionary(id => id, id => sums.Counts[id]);
    }

    /// <summary>The totals of a registry; zeros when it was never crawled.</summary>
    /// <param name="registryId">The registry.</param>
    /// <param name="exact">True takes nothing that was kept.</param>
    /// <param name="notBefore">What was summed up before this moment, as the end of a crawl, is not taken.</param>
    public IndexTotals ReadTotals(Guid registryId, bool exact = false, DateTimeOffset? notBefore = null)
    {
        if (!exact && totals.TryGetValue(registryId, out var held) && IsKept(held.As) && !(held.As.BeganAt < notBefore)) return held.Value;
        var (revision, began, beganAt) = (writer.Revision, time.GetTimestamp(), time.GetUtcNow());
        using var session = new IndexSession(database.OpenReader());
        var key = session.Number("SELECT key FROM crawls WHERE registry = $1", registryId.ToString());
        var value = new IndexTotals(
            session.Number("SELECT count(*) FROM repositories WHERE registry = $1", key) ?? 0,
            session.Number("SELECT coalesce((SELECT sum(artifacts) FROM repositories WHERE registry = $1), (SELECT count(*) FROM artifacts WHERE registry = $1))", key) ?? 0,
            session.Number("SELECT sum(size) FROM blobs WHERE registry = $1", key) ?? 0);
        totals[registryId] = new Kept<IndexTotals>(value, Moment(revision, began, beganAt));
        return value;
    }

    private bool IsFresh(SpaceSums sums, AccessMap map, IReadOnlyCollection<Guid> spaceIds) =>
        IsKept(sums.As) && (sums.MapVersion == map.Version || spaceIds.All(sums.Counts.ContainsKey));

    private bool IsKept(SummedAt summed) => summed.Revision == writer.Revision || time.GetElapsedTime(summed.At) < summed.Took * KeptTimesAsLong;

    private SummedAt Moment(long revision, long began, DateTimeOffset beganAt) => new(revision, time.GetTimestamp(), time.GetElapsedTime(began), beganAt);

    private SpaceSums Sum(Guid registryId, AccessMap map)
    {
        var (revision, began, beganAt) = (writer.Revision, time.GetTimestamp(), time.GetUtcNow());
        using var session = new IndexSession(database.OpenReader());
        var key = session.Number("SELECT key FROM crawls WHERE registry = $1", registryId.ToString());
        var sums = new Dictionary<Guid, SpaceSum>();
        var spaceOf = new Dictionary<long, SpaceSum>();
        session.ForEach(
            "SELECT id, path, updated_at FROM repositories WHERE registry = $1",
            row =>
            {
                if (map.FindSpace(registryId, row.GetString(1)) is not { } space) return;
                if (!sums.TryGetValue(space.Id, out var sum)) sums[space.Id] = sum = new SpaceSum();
                sum.Repositories++;
                sum.NewestAt = Math.Max(sum.NewestAt, row.GetInt64(2));
                spaceOf[row.GetInt64(0)] = sum;
            },
            CancellationToken.None,
            key);
        session.ForEach(
            "SELECT r.repository, b.id, b.size FROM blobs b JOIN repository_blobs r ON r.blob = b.id WHERE b.registry = $1",
            row => spaceOf.GetValueOrDefault(row.GetInt64(0))?.Add(row.GetInt64(1), row.GetInt64(2)),
            CancellationToken.None,
            key);
        return new SpaceSums(Moment(revision, began, beganAt), map.Version, sums.ToDictionary(sum => sum.Key, sum => sum.Value.ToCount()));
    }

    private readonly record struct SummedAt(long Revision, long At, TimeSpan Took, DateTimeOffset BeganAt);

    private sealed record SpaceSums(SummedAt As, long MapVersion, Dictionary<Guid, SpaceCount> Counts);

    private sealed record Kept<T>(T Value, SummedAt As);

    private sealed class SpaceSum
    {
        private readonly HashSet<long> blobs = [];
        private long bytes;

        public long Repositories { get; set; }

        public long NewestAt { get; set; }

        public void Add(long blob, long size)
        {
            if (blobs.Add(blob)) bytes += size;
        }

        public SpaceCount ToCount() => new(Repositories, blobs.Count == 0 ? null : bytes, IndexTime.FromTicks(NewestAt));
    }
}
