namespace Roadstead.Testing.Artifactory.Storage;

/// <summary>A file of a repository.</summary>
/// <param name="Repository">Key, of a remote that of its cache.</param>
/// <param name="Path">Folder, without a slash at either end.</param>
/// <param name="Name">File name.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Without a prefix.</param>
/// <param name="Created">When it came first.</param>
/// <param name="Modified">When it was last written.</param>
/// <param name="CreatedBy">Who wrote it.</param>
internal sealed record StoredItem(string Repository, string Path, string Name, long Size, string Sha256, DateTimeOffset Created, DateTimeOffset Modified, string CreatedBy)
{
    /// <summary>Properties of a manifest; none for a layer.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    public string FullPath => Path.Length > 0 ? $"{Path}/{Name}" : Name;

    /// <summary>Not the real one, which nobody needs, but as stable and as long.</summary>
    public string Sha1 => Sha256[..40];
}
