using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>A repository as the registry's list shows it.</summary>
/// <param name="Name">Its path within the registry.</param>
/// <param name="Artifacts">How many artifacts the registry counts in it; null where it does not tell.</param>
/// <param name="ChangedAt">When it changed last, by the registry's clock; pulls may count as changes. Null where it does not tell.</param>
public sealed record RemoteRepository(RepositoryName Name, long? Artifacts, DateTimeOffset? ChangedAt);
