namespace Roadstead.Registries.Distribution;

/// <summary>Media types of manifests and configurations.</summary>
internal static class MediaTypes
{
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>All four must be asked for always: without the stored one distribution 2.x converts, or answers 400 or 404.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [DockerManifest, DockerList, OciManifest, OciIndex];

    public static bool IsIndex(string type) => type is DockerList or OciIndex;

    public static bool IsManifest(string type) => type is DockerManifest or OciManifest;

    public static bool IsImageConfig(string type) => type is DockerConfig or OciConfig;
}
