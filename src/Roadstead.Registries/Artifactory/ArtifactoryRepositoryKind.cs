namespace Roadstead.Registries.Artifactory;

/// <summary>Where a repository's content is.</summary>
internal enum ArtifactoryRepositoryKind
{
    /// <summary>In itself.</summary>
    Local,

    /// <summary>At another registry; what was pulled is kept in <c>key-cache</c>.</summary>
    Remote,

    /// <summary>In its members.</summary>
    Virtual,

    /// <summary>In itself and in repositories of other Artifactories that mirror it.</summary>
    Federated,
}
