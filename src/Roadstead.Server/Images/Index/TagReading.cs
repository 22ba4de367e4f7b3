namespace Roadstead.Server.Images.Index;

/// <summary>A tag as the registry shows it now.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Digest">What it names.</param>
/// <param name="PushedAt">When it was pushed, where the registry knows.</param>
internal sealed record TagReading(string Name, string Digest, DateTimeOffset? PushedAt);
