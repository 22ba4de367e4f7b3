namespace Roadstead.Registries.Artifactory;

/// <summary>What was paid for.</summary>
internal enum ArtifactoryEdition
{
    /// <summary>The login is not told. Nothing depends on it then: what only Pro has only an administrator may do.</summary>
    Unknown,

    /// <summary>OSS, Container Registry (JCR), Community Edition: REST calls that make repositories, users and permissions are refused.</summary>
    Free,

    /// <summary>Pro, Enterprise, Cloud.</summary>
    Pro,
}
