namespace Roadstead.Server.Images.Index;

/// <summary>Where a digest is known from.</summary>
internal sealed class DigestStore(IndexDatabase database)
{
    /// <summary>So many repositories share a digest at most, for all that anybody wants to know.</summary>
    private const int MaxPlaces = 500;

    /// <summary>The repositories that hold it as a manifest, one for a single platform, or a configuration (which runtimes name as the image's ID). Empty for one that no crawl has seen.</summary>
    public IReadOnlyList<(Guid RegistryId, string Path)> FindPlaces(string digest)
    {
        using var session = new IndexSession(database.OpenReader());
        return session.Read(
            """
            SELECT c.registry, r.path FROM crawls c
            JOIN blobs b ON b.registry = c.key AND b.digest = $1
            JOIN repository_blobs h ON h.blob = b.id
            JOIN repositories r ON r.id = h.repository
            LIMIT $2
            """,
            row => (Guid.Parse(row.GetString(0)), row.GetString(1)),
            digest,
            MaxPlaces);
    }
}
