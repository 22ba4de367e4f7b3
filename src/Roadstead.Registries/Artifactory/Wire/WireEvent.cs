namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>A message of a subscription.</summary>
internal sealed record WireEvent(string? Domain, string? EventType, WireEventSubject? Data, string? Source);

internal sealed record WireEventSubject(string? RepoKey, string? Path, string? ImageName, string? Tag);
