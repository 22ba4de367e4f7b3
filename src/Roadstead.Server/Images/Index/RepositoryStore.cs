using Roadstead.Registries;

namespace Roadstead.Server.Images.Index;

/// <summary>What is known of one repository: its tags, and the artifacts that they name.</summary>
internal sealed class RepositoryStore(IndexDatabase database, IndexWriter writer, TimeProvider time)
{
    /// <summary>Finds a repository; null when the index has none of this path.</summary>
    public RepositoryRow? Find(Guid registryId, string path)
    {
        using var session = new IndexSession(database.OpenReader());
        var found = session.Read(
            "SELECT r.id, r.path, r.told_at FROM repositories r JOIN crawls c ON c.key = r.registry WHERE c.registry = $1 AND r.path = $2",
            row => new RepositoryRow(row.GetInt64(0), row.GetString(1), row.GetInt64(2)),
            registryId.ToString(),
            path);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Adds a repository that no listing has named yet, as of the crawl that runs, or notes what is told of one that is there.</summary>
    public Task<RepositoryRow> AddAsync(Guid registryId, RemoteRepository told, CancellationToken cancellationToken) => writer.WriteAsync(2, session =>
    {
        session.AddRegistry(registryId);
        session.Execute(
            """
            INSERT INTO repositories (registry, path, first_seen_at, last_seen_at, listed_in, told_at, told_artifacts)
            SELECT key, $2, $3, $3, number, $4, $5 FROM crawls WHERE registry = $1
            ON CONFLICT (registry, path) DO UPDATE SET
                last_seen_at = excluded.last_seen_at, listed_in = excluded.listed_in, told_at = excluded.told_at, told_artifacts = excluded.told_artifacts
            """,
            registryId.ToString(),
            told.Name.Value,
            time.GetUtcNow().UtcTicks,
            IndexTime.ToTicks(told.ChangedAt),
            told.Artifacts);
        return session.Read(
            "SELECT id, path, told_at FROM repositories WHERE registry = (SELECT key FROM crawls WHERE registry = $1) AND path = $2",
            row => new RepositoryRow(row.GetInt64(0), row.GetString(1), row.GetInt64(2)),
            registryId.ToString(),
            told.Name.Value)[0];
    }, cancellationToken);

    /// <summary>The digests of a registry among <paramref name="digests"/> that need not be read again.</summary>
    public HashSet<string> FindArtifacts(long registry, IEnumerable<string> digests)
    {
        using var session = new IndexSession(database.OpenReader());
        return digests.Where(digest => session.Number("SELECT id FROM artifacts WHERE registry = $1 AND digest = $2", registry, digest) is not null).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Keeps artifacts with their blobs.</summary>
    public Task SaveArtifactsAsync(long registry, IReadOnlyList<ArtifactRow> artifacts, CancellationToken cancellationToken) => writer.WriteAsync(artifacts.Sum(artifact => 1 + (artifact.Blobs.Count * 2)), session =>
    {
        foreach (var artifact in artifacts)
            Save(session, registry, artifact);
    }, cancellationToken);

    /// <summary>Points tags at artifacts that have been kept. A tag whose artifact is not there stays as it was.</summary>
    public Task SaveTagsAsync(long registry, RepositoryRow repository, IReadOnlyList<TagReading> tags, CancellationToken cancellationToken) => writer.WriteAsync(tags.Count, session =>
    {
        foreach (var tag in tags)
        {
            session.Execute(
                """
                INSERT INTO tags (repository, name, artifact, pushed_at, hidden) SELECT $1, $2, id, $3, $4 FROM artifacts WHERE registry = $5 AND digest = $6
                ON CONFLICT (repository, name) DO UPDATE SET artifact = excluded.artifact, pushed_at = excluded.pushed_at
                """,
                repository.Id,
                tag.Name,
                IndexTime.ToTicks(tag.PushedAt),
                HiddenTags.IsHidden(tag.Name) ? 1 : 0,
                registry,
                tag.Digest);
        }
    }, cancellationToken);

    /// <summary>The tags of a repository have been read: those that are no more go, and what lists show of it is summed up.</summary>
    /// <param name="registry">The registry's key.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="present">All its tags.</param>
    /// <param name="artifacts">How many artifacts the registry lists in it; null where it lists none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task FinishAsync(long registry, RepositoryRow repository, IReadOnlySet<string> present, long? artifacts, CancellationToken cancellationToken) => writer.WriteAsync(10, session =>
    {
        foreach (var name in session.Read("SELECT name FROM tags WHERE repository = $1", row => row.GetString(0), repository.Id).Where(name => !present.Contains(name)))
            session.Execute("DELETE FROM tags WHERE repository = $1 AND name = $2", repository.Id, name);

        session.Execute("DELETE FROM repository_blobs WHERE repository = $1", repository.Id);
        session.Execute(
            "INSERT INTO repository_blobs SELECT DISTINCT $1, b.blob FROM tags t JOIN artifact_blobs b ON b.artifact = t.artifact WHERE t.repository = $1", repository.Id);
        session.Execute(
            """
            UPDATE repositories SET
                read_in = max(read_in, (SELECT number FROM crawls WHERE key = $2)), read_at = $3, seen_at = $4, artifacts = $5,
                tag_count = (SELECT count(*) FROM tags WHERE repository = $1 AND hidden = 0),
                updated_at = coalesce((SELECT max(CASE t.pushed_at WHEN 0 THEN a.created_at ELSE t.pushed_at END)
                    FROM tags t JOIN artifacts a ON a.id = t.artifact WHERE t.repository = $1 AND t.hidden = 0), 0),
                bytes = coalesce((SELECT sum(b.size) FROM repository_blobs r JOIN blobs b ON b.id = r.blob WHERE r.repository = $1), 0)
            WHERE id = $1
            """,
            repository.Id,
            registry,
            time.GetUtcNow().UtcTicks,
            repository.ToldAt,
            artifacts);
    }, cancellationToken);

    /// <summary>The tags of the repository are what they were. True when the number of its artifacts is not.</summary>
    public Task<bool> KeepAsync(long registry, RepositoryRow repository, long? artifacts, CancellationToken cancellationToken) => writer.WriteAsync(1, session =>
    {
        var before = session.Number("SELECT artifacts FROM repositories WHERE id = $1", repository.Id);
        session.Execute(
            "UPDATE repositories SET read_in = (SELECT number FROM crawls WHERE key = $2), read_at = $3, seen_at = $4, artifacts = $5 WHERE id = $1",
            repository.Id,
            registry,
            time.GetUtcNow().UtcTicks,
            repository.ToldAt,
            artifacts);
        return before != artifacts;
    }, cancellationToken);

    /// <summary>The tags as the index knows them, hidden ones too: name and digest.</summary>
    public Dictionary<string, string> ReadTags(RepositoryRow repository)
    {
        using var session = new IndexSession(database.OpenReader());
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        session.ForEach(
            "SELECT t.name, a.digest FROM tags t JOIN artifacts a ON a.id = t.artifact WHERE t.repository = $1",
            row => known[row.GetString(0)] = row.GetString(1),
            CancellationToken.None,
            repository.Id);
        return known;
    }

    private static void Save(IndexSession session, long registry, ArtifactRow artifact)
    {
        if (session.Execute(
                "INSERT INTO artifacts (registry, digest, media_type, platforms, size, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                registry,
                artifact.Digest,
                artifact.MediaType,
                string.Join(',', artifact.Platforms),
                artifact.SizeBytes,
                IndexTime.ToTicks(artifact.CreatedAt)) == 0)
            return;

        // A child of an index is known without its size until something tells it.
        var id = session.Number("SELECT last_insert_rowid()");
        foreach (var blob in artifact.Blobs)
        {
            session.Execute(
                "INSERT INTO blobs (registry, digest, size) VALUES ($1, $2, $3) ON CONFLICT (registry, digest) DO UPDATE SET size = excluded.size WHERE size < excluded.size", registry, blob.Digest, blob.SizeBytes);
            session.Execute("INSERT INTO artifact_blobs (artifact, blob) SELECT $1, id FROM blobs WHERE registry = $2 AND digest = $3 ON CONFLICT DO NOTHING", id, registry, blob.Digest);
        }
    }
}
