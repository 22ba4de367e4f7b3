namespace Roadstead.Server.Overview.Pulls;

/// <summary>What the list of answers can be narrowed by; null leaves a part open.</summary>
/// <param name="Answer">Allowed, refused or unmanaged.</param>
/// <param name="Reason">The rule, kebab-case.</param>
/// <param name="From">From this minute on.</param>
/// <param name="To">Before this minute.</param>
internal sealed record PullFilter(PullAnswer? Answer = null, string? Reason = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
