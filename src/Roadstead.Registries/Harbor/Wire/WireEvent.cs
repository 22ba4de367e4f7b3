namespace Roadstead.Registries.Harbor.Wire;

/// <summary>A message of a webhook, in Harbor's own format (<see cref="EventData"/>) or as a CloudEvent (<see cref="Data"/>).</summary>
internal sealed record WireEvent(string? Type, long? OccurAt, DateTimeOffset? Time, string? Operator, WireEventSubject? EventData, WireEventSubject? Data);

internal sealed record WireEventSubject(IReadOnlyList<WireEventResource>? Resources, WireEventRepository? Repository, WireRetention? Retention);

internal sealed record WireEventResource(string? Digest, string? Tag);

internal sealed record WireEventRepository(string? RepoFullName);

internal sealed record WireRetention(string? ProjectName, IReadOnlyList<WireRetained>? DeletedArtifact);

internal sealed record WireRetained(string? NameTag, string? Status);
