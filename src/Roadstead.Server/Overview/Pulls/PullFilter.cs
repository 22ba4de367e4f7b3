namespace Roadstead.Server.Overview.Pulls;

/// <summary>What the list of answers can be narrowed by; null leaves a part open.</summary>
/// <param name="Answer">Allowed, refused or unmanaged.</param>
/// <param name="Reason">The rule, kebab-case.</param>
/// <param name="From">From this minute on.</param>
/// <param name="To">Before this minute.</param>
internal sealed record PullFilter(PullAnswer? Answer = null, string? Reason = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>A namespace by its name, or <c>cluster/namespace</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>A workspace: the namespaces that it holds now.</summary>
    public string? Workspace { get; init; }

    /// <summary>A platform registry: what is named by its host, or under the gateway.</summary>
    public string? Registry { get; init; }
}
