using Microsoft.Data.Sqlite;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;

namespace Roadstead.Server.Images.Index;

/// <summary>Where each registry's crawl stands, and the repositories that it lists.</summary>
internal sealed class CrawlStore(IndexDatabase database, IndexWriter writer, TimeProvider time)
{
    /// <summary>How many names are written at once.</summary>
    public const int NamesAtOnce = 250;

    // Of a repository that was read: what the registry tells of it is not what it told then.
    private const string HasChanged = "(read_in = 0 OR told_at <> seen_at OR told_artifacts IS NOT artifacts)";

    private const string Columns = "key, registry, number, state, phase, started_at, finished_at, complete_since, repositories, reason";

    public IReadOnlyList<CrawlRow> ReadAll()
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Read($"SELECT {Columns} FROM crawls", Row);
    }

    /// <summary>The key of a registry; null when nothing of it is known.</summary>
    public long? KeyOf(Guid registryId)
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Number("SELECT key FROM crawls WHERE registry = $1", registryId.ToString());
    }

    /// <summary>Begins a crawl, or goes on with the one that was running when the server ended.</summary>
    public Task<CrawlRow> BeginAsync(Guid registryId, CancellationToken cancellationToken) => writer.WriteAsync(1, session =>
    {
        session.AddRegistry(registryId);
        session.Execute(
            "UPDATE crawls SET number = number + 1, state = 'running', phase = 'names', started_at = $2, repositories = 0 WHERE registry = $1 AND state <> 'running'",
            registryId.ToString(),
            time.GetUtcNow().UtcTicks);
        return session.Read($"SELECT {Columns} FROM crawls WHERE registry = $1", Row, registryId.ToString())[0];
    }, cancellationToken);

    /// <summary>Notes repositories that the listing names; new ones can be found from then on. Returns how many the crawl has seen.</summary>
    public Task<long> AddNamesAsync(CrawlRow crawl, IReadOnlyList<RemoteRepository> told, CancellationToken cancellationToken) => writer.WriteAsync(told.Count, session =>
    {
        foreach (var repository in told)
            Add(session, crawl, repository);
        session.Execute("UPDATE crawls SET repositories = repositories + $2 WHERE key = $1", crawl.Key, told.Count);
        return session.Number("SELECT repositories FROM crawls WHERE key = $1", crawl.Key) ?? throw Gone();
    }, cancellationToken);

    /// <summary>Notes what is told of repositories between two crawls. Returns those that are to be read for it.</summary>
    public Task<IReadOnlyList<RepositoryRow>> AddChangedAsync(CrawlRow crawl, IReadOnlyList<RemoteRepository> told, CancellationToken cancellationToken) => writer.WriteAsync(told.Count, session =>
    {
        var due = new List<RepositoryRow>();
        foreach (var repository in told)
        {
            Add(session, crawl, repository);
            due.AddRange(session.Read($"SELECT id, path, told_at FROM repositories WHERE registry = $1 AND path = $2 AND {HasChanged}", Repository, crawl.Key, repository.Name.Value));
        }

        return (IReadOnlyList<RepositoryRow>)due;
    }, cancellationToken);

    /// <summary>The newest change that the registry has told of, by its own clock; null when it has told of none.</summary>
    public DateTimeOffset? NewestChange(CrawlRow crawl)
    {
        using var session = new IndexSession(database.OpenReader());
        return IndexTime.FromTicks(session.Number("SELECT max(told_at) FROM repositories WHERE registry = $1", crawl.Key) ?? 0);
    }

    /// <summary>True when the index holds a repository of it.</summary>
    public bool HasRepositories(CrawlRow crawl)
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Number("SELECT 1 FROM repositories WHERE registry = $1 LIMIT 1", crawl.Key) is not null;
    }

    /// <summary>The listing begins from its start again, as after a restart in the midst of it.</summary>
    public Task RestartNamesAsync(CrawlRow crawl, CancellationToken cancellationToken) =>
        writer.WriteAsync(1, session => { session.Execute("UPDATE crawls SET repositories = 0 WHERE key = $1", crawl.Key); }, cancellationToken);

    /// <summary>Keeps what is known below these prefixes, as if the listing had named it.</summary>
    public Task KeepUnlistedAsync(CrawlRow crawl, IReadOnlyList<string> prefixes, CancellationToken cancellationToken) => writer.WriteAsync(prefixes.Count, session =>
    {
        foreach (var prefix in prefixes)
        {
            session.Execute(
                "UPDATE repositories SET listed_in = $2 WHERE registry = $1 AND (path = $3 OR substr(path, 1, $4) = $3 || '/')", crawl.Key, crawl.Number, prefix, prefix.Length + 1);
        }
    }, cancellationToken);

    /// <summary>The listing is complete: from here on a crawl that is resumed reads tags alone.</summary>
    public Task EndNamesAsync(CrawlRow crawl, CancellationToken cancellationToken) => writer.WriteAsync(1, session =>
    {
        session.Execute(
            "UPDATE crawls SET phase = 'tags', repositories = (SELECT count(*) FROM repositories WHERE registry = $1 AND listed_in = $2) WHERE key = $1",
            crawl.Key,
            crawl.Number);
    }, cancellationToken);

    /// <summary>The next repositories that this crawl has to read and has not, in order of their path: all of a registry that does not tell what has changed.</summary>
    /// <param name="crawl">The crawl.</param>
    /// <param name="neverRead">True for those that no crawl has read.</param>
    /// <param name="after">The last path of the batch before; empty for the first.</param>
    /// <param name="readBefore">What was read before this moment is read again though nothing is told of it.</param>
    public IReadOnlyList<RepositoryRow> ReadUnread(CrawlRow crawl, bool neverRead, string after, DateTimeOffset readBefore)
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Read(
            $"""
            SELECT id, path, told_at FROM repositories WHERE registry = $1 AND path > $2 AND listed_in = $3 AND read_in < $3 AND ($4 = 0 OR read_in = 0)
            AND (told_at = 0 OR read_at < $5 OR {HasChanged}) ORDER BY path LIMIT 500
            """,
            Repository,
            crawl.Key,
            after,
            crawl.Number,
            neverRead ? 1 : 0,
            readBefore.UtcTicks);
    }

    public Task<CrawlRow> FinishAsync(CrawlRow crawl, string? reason, CancellationToken cancellationToken) => writer.WriteAsync(1, session =>
    {
        session.Execute(
            """
            UPDATE crawls SET state = 'ready', finished_at = $2, complete_since = started_at, reason = $3,
                repositories = (SELECT count(*) FROM repositories WHERE registry = $1) WHERE key = $1
            """,
            crawl.Key,
            time.GetUtcNow().UtcTicks,
            reason);
        return session.Read($"SELECT {Columns} FROM crawls WHERE key = $1", Row, crawl.Key) is [var row] ? row : throw Gone();
    }, cancellationToken);

    public Task FailAsync(CrawlRow crawl, string reason, CancellationToken cancellationToken) => writer.WriteAsync(
        1, session => { session.Execute("UPDATE crawls SET state = 'failing', reason = $2 WHERE key = $1", crawl.Key, reason); }, cancellationToken);

    // The registry was removed, or the index was made anew: what the crawl has in hand belongs nowhere.
    private static InvalidOperationException Gone() => new("The index no longer knows of this crawl.");

    private void Add(IndexSession session, CrawlRow crawl, RemoteRepository repository) => session.Execute(
        """
        INSERT INTO repositories (registry, path, first_seen_at, last_seen_at, listed_in, told_at, told_artifacts) VALUES ($1, $2, $3, $3, $4, $5, $6)
        ON CONFLICT (registry, path) DO UPDATE SET last_seen_at = $3, listed_in = $4, told_at = $5, told_artifacts = $6
        """,
        crawl.Key,
        repository.Name.Value,
        time.GetUtcNow().UtcTicks,
        crawl.Number,
        IndexTime.ToTicks(repository.ChangedAt),
        repository.Artifacts);

    private static RepositoryRow Repository(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetInt64(2));

    private static CrawlRow Row(SqliteDataReader row) => new(
        row.GetInt64(0),
        Guid.Parse(row.GetString(1)),
        row.GetInt64(2),
        Enum.Parse<IndexState>(row.GetString(3), ignoreCase: true),
        row.GetString(4) == "tags",
        IndexTime.FromTicks(row.GetInt64(5)),
        IndexTime.FromTicks(row.GetInt64(6)),
        IndexTime.FromTicks(row.GetInt64(7)),
        row.GetInt64(8),
        row.IsDBNull(9) ? null : row.GetString(9));
}
