namespace Roadstead.Testing.Artifactory.Repositories;

/// <summary>A repository.</summary>
public sealed class ArtifactoryRepository(string key, RepositoryClass repositoryClass, string packageType)
{
    public string Key => key;

    public RepositoryClass Class => repositoryClass;

    /// <summary>Lower case: docker, oci, generic.</summary>
    public string PackageType => packageType;

    public string Description { get; set; } = "";

    public string ProjectKey { get; set; } = "";

    /// <summary>Address of a remote's upstream.</summary>
    public Uri? Upstream { get; set; }

    /// <summary>Login at the upstream; null for none.</summary>
    public ArtifactoryCredentials? UpstreamLogin { get; set; }

    /// <summary>Keys of a virtual's members.</summary>
    public List<string> Members { get; } = [];

    /// <summary>Where a virtual puts what is pushed to it; null refuses pushes.</summary>
    public string? DefaultDeploymentRepository { get; set; }

    /// <summary>By path; a remote's are those of its cache.</summary>
    public SortedDictionary<string, ArtifactoryImage> Images { get; } = new(StringComparer.Ordinal);

    /// <summary>Key of where its content is: of a remote, its cache.</summary>
    public string StorageKey => repositoryClass == RepositoryClass.Remote ? key + "-cache" : key;

    public bool IsContainers => packageType is "docker" or "oci";

    internal ArtifactoryImage Image(string path)
    {
        if (!Images.TryGetValue(path, out var image))
        {
            Images[path] = image = new ArtifactoryImage(path);
        }

        return image;
    }
}
