using System.Text.Json;

namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>What Artifactory stores. Numbers are numbers or text with separators, by version.</summary>
internal sealed record WireStorage(IReadOnlyList<WireStoredRepository?>? RepositoriesSummaryList);

internal sealed record WireStoredRepository(string? RepoKey, string? RepoType, string? PackageType, string? UsedSpace, JsonElement UsedSpaceInBytes);
