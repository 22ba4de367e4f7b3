using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>Something changed in a repository. It says where to look, not what is there: events come late, twice and in another order.</summary>
/// <param name="Repository">The repository within the registry.</param>
/// <param name="Kind">What happened.</param>
/// <param name="OccurredAt">When; null where it does not tell.</param>
/// <param name="Reference">The tag or digest; null where it names none.</param>
/// <param name="Operator">Who; null for nobody known.</param>
public sealed record RegistryEvent(RepositoryName Repository, RegistryEventKind Kind, DateTimeOffset? OccurredAt, string? Reference, string? Operator);
