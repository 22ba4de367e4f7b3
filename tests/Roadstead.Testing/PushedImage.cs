namespace Roadstead.Testing;

/// <summary>What was pushed.</summary>
/// <param name="Repository">Where.</param>
/// <param name="Tag">Under which tag.</param>
/// <param name="Digest">The digest of its manifest or index.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="SizeBytes">The size of the manifest itself.</param>
/// <param name="Blobs">Digests and sizes of all that it needs, itself and its children included.</param>
/// <param name="Children">Digests of an index's children.</param>
public sealed record PushedImage(
    string Repository, string Tag, string Digest, string MediaType, long SizeBytes, IReadOnlyDictionary<string, long> Blobs, IReadOnlyList<string> Children)
{
    /// <summary>Bytes of all that it needs, each blob once.</summary>
    public long TotalBytes => Blobs.Values.Sum();
}
