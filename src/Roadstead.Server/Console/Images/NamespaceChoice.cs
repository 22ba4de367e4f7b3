using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Images;

/// <summary>Which namespace a page is about, and which others could be picked.</summary>
/// <param name="All">Those of the person's workspaces; all for a platform admin.</param>
/// <param name="Cluster">The cluster; null before one is picked.</param>
/// <param name="Namespace">The namespace; null before one is picked.</param>
public sealed record NamespaceChoice(IReadOnlyList<NamespacePlace> All, string? Cluster = null, string? Namespace = null)
{
    /// <summary>The name of the field that carries the choice, as <c>cluster/namespace</c>.</summary>
    public const string Field = "in";

    public string? Value => Cluster is null ? null : $"{Cluster}/{Namespace}";

    /// <summary>The workspace that holds the namespace; null when it is in none, or none is picked.</summary>
    public string? Workspace => All.FirstOrDefault(place => place.Cluster == Cluster && place.Namespace == Namespace)?.Workspace;

    /// <summary>Both parts; null when the text is no choice.</summary>
    public static (string Cluster, string Namespace)? Read(string? text) =>
        text?.Split('/') is [{ Length: > 0 } cluster, { Length: > 0 } ns] ? (cluster, ns) : null;
}
