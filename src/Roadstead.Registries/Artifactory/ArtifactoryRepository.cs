using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>A repository for images.</summary>
/// <param name="Key">Its key, with which images' names begin.</param>
/// <param name="Kind">Where its content is.</param>
internal sealed record ArtifactoryRepository(string Key, ArtifactoryRepositoryKind Kind)
{
    /// <summary>What such a key ends in.</summary>
    public const string CacheEnd = "-cache";

    /// <summary>Package types whose repositories hold images. Asked for in lower case, answered with capitals.</summary>
    public static IReadOnlyList<string> PackageTypes { get; } = ["docker", "oci"];

    /// <summary>The key under which Artifactory keeps what was pulled through a remote; null for others.</summary>
    public string? CacheKey => Kind == ArtifactoryRepositoryKind.Remote ? Key + CacheEnd : null;

    /// <summary>Null for one that holds no images, or whose key no image's name can begin with.</summary>
    public static ArtifactoryRepository? Of(WireRepository? row) =>
        row is not null && ArtifactoryPath.IsKey(row.Key) && IsOfImages(row.PackageType) && Enum.TryParse<ArtifactoryRepositoryKind>(row.Type, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? new ArtifactoryRepository(row.Key!, kind)
            : null;

    public static bool IsOfImages(string? packageType) => PackageTypes.Contains(packageType, StringComparer.OrdinalIgnoreCase);
}
