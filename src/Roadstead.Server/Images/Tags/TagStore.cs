using Microsoft.Data.Sqlite;
using Roadstead.Core.Contracts.Images;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Tags;

/// <summary>Reads the tags of a repository from the index.</summary>
internal sealed class TagStore(IndexDatabase database)
{
    /// <summary>The tags that people see, in no order; null when they have never been read.</summary>
    /// <param name="registryId">The registry.</param>
    /// <param name="path">The path within it.</param>
    /// <param name="image">The name to pull by, for the references.</param>
    public IReadOnlyList<TagView>? Read(Guid registryId, string path, string image)
    {
        using var session = new IndexSession(database.OpenReader());
        var repository = session.Read(
            "SELECT r.id, r.read_in FROM repositories r JOIN crawls c ON c.key = r.registry WHERE c.registry = $1 AND r.path = $2",
            row => (Id: row.GetInt64(0), IsRead: row.GetInt64(1) > 0),
            registryId.ToString(),
            path);
        if (repository.Count == 0) return null;

        var tags = session.Read(
            """
            SELECT t.name, a.digest, a.size, a.platforms, CASE t.pushed_at WHEN 0 THEN a.created_at ELSE t.pushed_at END
            FROM tags t JOIN artifacts a ON a.id = t.artifact WHERE t.repository = $1 AND t.hidden = 0
            """,
            row => View(row, image),
            repository[0].Id);
        return tags.Count == 0 && !repository[0].IsRead ? null : tags;
    }

    /// <summary>One tag, by its name or by a digest that it names; null when the index has none.</summary>
    public TagView? Find(Guid registryId, string path, string image, string reference)
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Read(
            """
            SELECT t.name, a.digest, a.size, a.platforms, CASE t.pushed_at WHEN 0 THEN a.created_at ELSE t.pushed_at END
            FROM crawls c JOIN repositories r ON r.registry = c.key JOIN tags t ON t.repository = r.id JOIN artifacts a ON a.id = t.artifact
            WHERE c.registry = $1 AND r.path = $2 AND (t.name = $3 OR a.digest = $3) LIMIT 1
            """,
            row => View(row, image),
            registryId.ToString(),
            path,
            reference).FirstOrDefault();
    }

    /// <summary>The tags of a repository that name a digest, hidden ones left out, in ordinal order.</summary>
    public IReadOnlyList<string> ReadNames(Guid registryId, string path, string digest)
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Read(
            """
            SELECT t.name FROM crawls c JOIN repositories r ON r.registry = c.key JOIN tags t ON t.repository = r.id JOIN artifacts a ON a.id = t.artifact
            WHERE c.registry = $1 AND r.path = $2 AND a.digest = $3 AND t.hidden = 0 ORDER BY t.name
            """,
            row => row.GetString(0),
            registryId.ToString(),
            path,
            digest);
    }

    private static TagView View(SqliteDataReader row, string image)
    {
        var size = row.GetInt64(2);
        return new TagView(
            row.GetString(0),
            row.GetString(1),
            $"{image}:{row.GetString(0)}",
            size == 0 ? null : size,
            row.GetString(3).Split(',', StringSplitOptions.RemoveEmptyEntries),
            IndexTime.FromTicks(row.GetInt64(4)));
    }
}
