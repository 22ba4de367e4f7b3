namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireProject(
    long ProjectId,
    string? Name,
    WireMetadata? Metadata,
    long RepoCount,
    long? RegistryId,
    DateTimeOffset? CreationTime,
    int? CurrentUserRoleId,
    IReadOnlyList<int>? CurrentUserRoleIds);

/// <summary>Values are strings: Harbor refuses a boolean.</summary>
internal sealed record WireMetadata(string? Public);

internal sealed record WireNewProject(string ProjectName, WireMetadata Metadata, long StorageLimit);

internal sealed record WireProjectChange(WireMetadata Metadata);

internal sealed record WireSummary(WireLimits? Quota);

internal sealed record WireLimits(Dictionary<string, long>? Hard, Dictionary<string, long>? Used);
