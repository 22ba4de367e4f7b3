using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Storage;

/// <summary>Images as files: a folder for each tag with the manifest, and its config and layers beside it. The caller holds the gate.</summary>
internal static class StorageLayout
{
    public static IEnumerable<StoredItem> Items(ArtifactoryRepository repository) => repository.Images.Values.SelectMany(image => image.Folders.SelectMany(folder => Items(repository, image, folder.Key, folder.Value)));

    /// <summary>Those that somebody may read.</summary>
    public static IEnumerable<StoredItem> Readable(ArtifactoryState state, ArtifactoryIdentity identity, ArtifactoryRepository repository) =>
        Items(repository).Where(item => AccessRules.Allows(state, identity, repository, item.FullPath));

    private static IEnumerable<StoredItem> Items(ArtifactoryRepository repository, ArtifactoryImage image, string folder, ArtifactoryManifest manifest)
    {
        var path = $"{image.Path}/{folder}";
        yield return new StoredItem(repository.StorageKey, path, manifest.FileName, manifest.Content.Length, Hex(manifest.Digest), manifest.Created, manifest.Modified, manifest.CreatedBy)
        {
            Properties = new Dictionary<string, string>
            {
                ["docker.manifest"] = folder,
                ["docker.manifest.digest"] = manifest.Digest,
                ["docker.manifest.type"] = manifest.MediaType,
                ["docker.repoName"] = image.Path,
                ["sha256"] = Hex(manifest.Digest),
            },
        };
        foreach (var (digest, size) in manifest.Blobs)
        {
            yield return new StoredItem(repository.StorageKey, path, digest.Replace(":", "__", StringComparison.Ordinal), size, Hex(digest), manifest.Created, manifest.Modified, manifest.CreatedBy);
        }
    }

    private static string Hex(string digest) => digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
