using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>Takes images into a repository and out of it, and tells what happened. The caller holds the gate.</summary>
internal static class ImageIntake
{
    /// <param name="state">The state.</param>
    /// <param name="repository">Not a virtual one.</param>
    /// <param name="path">Path of the image.</param>
    /// <param name="reference">Tag, or digest.</param>
    /// <param name="manifest">What it names.</param>
    /// <param name="username">Who did it.</param>
    public static ArtifactoryManifest Add(ArtifactoryState state, ArtifactoryRepository repository, string path, string reference, ArtifactoryManifest manifest, string username)
    {
        var image = repository.Image(path);
        var before = image.Folders.GetValueOrDefault(reference);
        var added = manifest with { Created = before?.Created ?? state.Now, Modified = state.Now, CreatedBy = username };
        image.Folders[reference] = added;
        image.Uploads.ExceptWith(manifest.Blobs.Keys);

        // Once for each tag; what is pushed by digest is a part of something.
        if (!ArtifactoryImage.IsDigest(reference))
        {
            state.Tell(new ArtifactoryEvent("pushed", repository, path, reference, added, username));
        }

        return added;
    }

    /// <summary>Removes folders of an image, and the image when nothing is left of it.</summary>
    public static void Remove(ArtifactoryState state, ArtifactoryRepository repository, ArtifactoryImage image, IEnumerable<string> folders, string username)
    {
        foreach (var name in folders.ToList())
        {
            if (image.Folders.Remove(name, out var manifest) && !ArtifactoryImage.IsDigest(name))
            {
                state.Tell(new ArtifactoryEvent("deleted", repository, image.Path, name, manifest, username));
            }
        }

        if (image.Folders.Count == 0)
        {
            repository.Images.Remove(image.Path);
        }
    }
}
