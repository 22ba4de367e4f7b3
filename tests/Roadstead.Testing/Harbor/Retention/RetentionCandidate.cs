namespace Roadstead.Testing.Harbor.Retention;

/// <summary>An artifact that a retention policy looks at.</summary>
/// <param name="Repository">Name without the project.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Tags">Its tags; none for an untagged one.</param>
/// <param name="Pushed">When it was pushed.</param>
/// <param name="Pulled">When it was last pulled; null for never.</param>
internal sealed record RetentionCandidate(string Repository, string Digest, IReadOnlyList<string> Tags, DateTimeOffset Pushed, DateTimeOffset? Pulled);
