namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>A repository in the list.</summary>
internal sealed record WireRepository(string? Key, string? Type, string? PackageType);

/// <summary>A repository's configuration, as far as it is of use: the members of a virtual one.</summary>
internal sealed record WireRepositoryConfig(string? Key, string? Rclass, string? PackageType, IReadOnlyList<string?>? Repositories);

/// <summary>A repository to make.</summary>
internal sealed record WireNewRepository(string Key, string Rclass, string PackageType, string RepoLayoutRef, string DockerApiVersion);
