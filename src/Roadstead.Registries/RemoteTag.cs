namespace Roadstead.Registries;

/// <summary>A tag.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Digest">What it names, where the list tells; else null.</param>
/// <param name="PushedAt">When it was pushed, where the registry knows; else null.</param>
public sealed record RemoteTag(string Name, string? Digest, DateTimeOffset? PushedAt);
