using System.Collections.Concurrent;
using Roadstead.Core.Access;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Counts;

/// <summary>
/// Sums up the index: a registry's totals, and its spaces in one pass, each repository counted for the space that the access map puts it in.
/// Sums are kept while nothing changes, and for a moment while something does.
/// </summary>
internal sealed class CountService(IndexDatabase database, IndexWriter writer, IAccessMapSource maps, TimeProvider time) : ISpaceCounts
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

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
    public IndexTotals ReadTotals(Guid registryId)
    {
        var revision = writer.Revision;
        if (totals.TryGetValue(registryId, out var held) && (held.Revision == revision || time.GetElapsedTime(held.At) < KeptFor)) return held.Value;
        using var session = new IndexSession(database.OpenReader());
        var key = session.Number("SELECT key FROM crawls WHERE registry = $1", registryId.ToString());
        var value = new IndexTotals(
            session.Number("SELECT count(*) FROM repositories WHERE registry = $1", key) ?? 0,
            session.Number("SELECT count(*) FROM artifacts WHERE registry = $1", key) ?? 0,
            session.Number("SELECT sum(size) FROM blobs WHERE registry = $1", key) ?? 0);
        totals[registryId] = new Kept<IndexTotals>(value, revision, time.GetTimestamp());
        return value;
    }

    private bool IsFresh(SpaceSums sums, AccessMap map, IReadOnlyCollection<Guid> spaceIds) =>
        sums.MapVersion == map.Version
            ? sums.Revision == writer.Revision || time.GetElapsedTime(sums.At) < KeptFor
            : time.GetElapsedTime(sums.At) < KeptFor && spaceIds.All(sums.Counts.ContainsKey);

    private SpaceSums Sum(Guid registryId, AccessMap map)
    {
        var (revision, at) = (writer.Revision, time.GetTimestamp());
        using var session = new IndexSession(database.OpenReader());
        var key = session.Number("SELECT key FROM crawls WHERE registry = $1", registryId.ToString());
        var sums = new Dictionary<Guid, SpaceSum>();
        var spaceOf = new Dictionary<long, SpaceSum>();
        session.ForEach(
            "SELECT id, path FROM repositories WHERE registry = $1",
            row =>
            {
                if (map.FindSpace(registryId, row.GetString(1)) is not { } space) return;
                if (!sums.TryGetValue(space.Id, out var sum)) sums[space.Id] = sum = new SpaceSum();
                sum.Repositories++;
                spaceOf[row.GetInt64(0)] = sum;
            },
            CancellationToken.None,
            key);
        session.ForEach(
            "SELECT r.repository, b.id, b.size FROM blobs b JOIN repository_blobs r ON r.blob = b.id WHERE b.registry = $1",
            row => spaceOf.GetValueOrDefault(row.GetInt64(0))?.Add(row.GetInt64(1), row.GetInt64(2)),
            CancellationToken.None,
            key);
        return new SpaceSums(revision, map.Version, at, sums.ToDictionary(sum => sum.Key, sum => sum.Value.ToCount()));
    }

    private sealed record SpaceSums(long Revision, long MapVersion, long At, Dictionary<Guid, SpaceCount> Counts);

    private sealed record Kept<T>(T Value, long Revision, long At);

    private sealed class SpaceSum
    {
        private readonly HashSet<long> blobs = [];
        private long bytes;

        public long Repositories { get; set; }

        public void Add(long blob, long size)
        {
            if (blobs.Add(blob)) bytes += size;
        }

        public SpaceCount ToCount() => new(Repositories, blobs.Count == 0 ? null : bytes);
    }
}
