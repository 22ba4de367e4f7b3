namespace Roadstead.Server.Images.Index;

/// <summary>Removes what is gone, in transactions small enough that nobody else waits for them.</summary>
internal sealed class SweepStore(IndexDatabase database, IndexWriter writer)
{
    private const int RepositoriesAtOnce = 50;
    private const int RowsAtOnce = 500;

    /// <summary>Removes the repositories that a complete listing did not name. Call it for no other.</summary>
    public Task RemoveVanishedAsync(CrawlRow crawl, CancellationToken cancellationToken) => RepeatAsync(
        RepositoriesAtOnce,
        session => RemoveRepositories(session, "SELECT id FROM repositories WHERE registry = $1 AND listed_in < $2 LIMIT $3", crawl.Key, crawl.Number, RepositoriesAtOnce),
        cancellationToken);

    /// <summary>Removes one repository that the registry no longer has. False when it is gone already.</summary>
    public Task<bool> RemoveRepositoryAsync(RepositoryRow repository, CancellationToken cancellationToken) => writer.WriteAsync(
        10, session => RemoveRepositories(session, "SELECT id FROM repositories WHERE id = $1", repository.Id) > 0, cancellationToken);

    /// <summary>Removes the artifacts that no tag names any more, and then the blobs that no artifact needs.</summary>
    public async Task RemoveOrphansAsync(long registry, CancellationToken cancellationToken)
    {
        // Looked for by a reader, and once more by the writer: a tag may have come to name one meanwhile.
        const string lonely = "NOT EXISTS (SELECT 1 FROM tags WHERE artifact = artifacts.id)";
        const string unused = "NOT EXISTS (SELECT 1 FROM artifact_blobs WHERE blob = blobs.id)";
        foreach (var id in Find($"SELECT id FROM artifacts WHERE registry = $1 AND {lonely}", registry))
        {
            await writer.WriteAsync(10, session =>
            {
                if (session.Execute($"DELETE FROM artifacts WHERE id = $1 AND {lonely}", id) > 0)
                    session.Execute("DELETE FROM artifact_blobs WHERE artifact = $1", id);
            }, cancellationToken);
        }

        foreach (var ids in Find($"SELECT id FROM blobs WHERE registry = $1 AND {unused}", registry).Chunk(RowsAtOnce))
        {
            await writer.WriteAsync(ids.Length, session =>
            {
                foreach (var id in ids)
                    session.Execute($"DELETE FROM blobs WHERE id = $1 AND {unused}", id);
            }, cancellationToken);
        }
    }

    /// <summary>Removes all that is known of a registry.</summary>
    public async Task RemoveRegistryAsync(long registry, CancellationToken cancellationToken)
    {
        await RepeatAsync(
            RepositoriesAtOnce,
            session => RemoveRepositories(session, "SELECT id FROM repositories WHERE registry = $1 LIMIT $2", registry, RepositoriesAtOnce),
            cancellationToken);
        await RepeatAsync(
            RowsAtOnce,
            session => session.Execute(
                "DELETE FROM artifact_blobs WHERE artifact IN (SELECT id FROM artifacts WHERE registry = $1 ORDER BY id LIMIT $2)", registry, RowsAtOnce / 10)
                + session.Execute("DELETE FROM artifacts WHERE id IN (SELECT id FROM artifacts WHERE registry = $1 ORDER BY id LIMIT $2)", registry, RowsAtOnce / 10),
            cancellationToken);
        await RepeatAsync(
            RowsAtOnce,
            session => session.Execute("DELETE FROM blobs WHERE id IN (SELECT id FROM blobs WHERE registry = $1 LIMIT $2)", registry, RowsAtOnce),
            cancellationToken);
        await writer.WriteAsync(1, session => { session.Execute("DELETE FROM crawls WHERE key = $1", registry); }, cancellationToken);
    }

    private static int RemoveRepositories(IndexSession session, string which, params ReadOnlySpan<object?> values)
    {
        var ids = session.Read(which, row => row.GetInt64(0), values);
        foreach (var id in ids)
        {
            session.Execute("DELETE FROM tags WHERE repository = $1", id);
            session.Execute("DELETE FROM repository_blobs WHERE repository = $1", id);
            session.Execute("DELETE FROM repositories WHERE id = $1", id);
        }

        return ids.Count;
    }

    private List<long> Find(string sql, long registry)
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Read(sql, row => row.GetInt64(0), registry);
    }

    private async Task RepeatAsync(int rows, Func<IndexSession, int> remove, CancellationToken cancellationToken)
    {
        while (await writer.WriteAsync(rows, remove, cancellationToken) > 0)
        {
            // until nothing is left
        }
    }
}
