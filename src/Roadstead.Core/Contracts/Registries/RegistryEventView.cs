namespace Roadstead.Core.Contracts.Registries;

/// <summary>Something that a registry told of, as it told it.</summary>
/// <param name="At">When it happened; when it was heard, where the registry does not tell.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Repository">The repository within the registry.</param>
/// <param name="Image">The same as a name to pull by at the registry itself.</param>
/// <param name="Reference">The tag or digest; null where it named none.</param>
/// <param name="By">Who, by the name that the registry knows them by; null for nobody known.</param>
/// <param name="HeardAt">When the message came.</param>
public sealed record RegistryEventView(
    DateTimeOffset At,
    EventKind Kind,
    string Repository,
    string Image,
    string? Reference,
    string? By,
    DateTimeOffset HeardAt);
