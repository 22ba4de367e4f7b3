namespace Roadstead.Testing.Artifactory.Repositories;

/// <summary>An image of a repository: a folder with a folder for each tag, and one for each manifest that was pushed by digest.</summary>
public sealed class ArtifactoryImage(string path)
{
    /// <summary>Path inside the repository.</summary>
    public string Path => path;

    /// <summary>Manifests by the name of their folder: a tag, or a digest.</summary>
    public SortedDictionary<string, ArtifactoryManifest> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Blobs that were uploaded and that no manifest names yet.</summary>
    public HashSet<string> Uploads { get; } = [];

    public IEnumerable<KeyValuePair<string, ArtifactoryManifest>> Tags => Folders.Where(folder => !IsDigest(folder.Key));

    public static bool IsDigest(string name) => name.Contains(':', StringComparison.Ordinal);

    /// <summary>The folders that hold a tag or digest.</summary>
    /// <param name="reference">Tag or digest.</param>
    public IEnumerable<KeyValuePair<string, ArtifactoryManifest>> Holding(string reference) =>
        Folders.Where(folder => folder.Key == reference || folder.Value.Digest == reference);

    /// <summary>The folders that hold a blob.</summary>
    public IEnumerable<string> HoldingBlob(string digest) => Folders.Where(folder => folder.Value.Blobs.ContainsKey(digest)).Select(folder => folder.Key);
}
