namespace Roadstead.Core.Contracts.Registries;

/// <summary>A host whose registry was removed: its images stay denied until an admin forgets it.</summary>
/// <param name="Host">host[:port].</param>
/// <param name="Registry">The registry's name.</param>
/// <param name="RemovedAt">When.</param>
public sealed record RemovedHostView(
    string Host,
    string Registry,
    DateTimeOffset RemovedAt);
