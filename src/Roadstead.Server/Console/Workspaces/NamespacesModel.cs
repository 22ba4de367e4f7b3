using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>The namespaces of a workspace.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's namespaces.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
/// <param name="Clusters">Clusters to add a namespace of; empty for those who may not.</param>
public sealed record NamespacesModel(
    WorkspaceFrame Frame, ListUrl Url, IReadOnlyList<WorkspaceNamespaceView> Items, string? NextCursor, long? Total, IReadOnlyList<string> Clusters)
{
    private const string EverySeconds = "every 3s";

    /// <summary>While something may still change by itself, the rows ask for themselves again; null once all is as it should be.</summary>
    public string? Trigger => Items.Any(ns => ns.PullSecret.State is not DeliveryState.Ready) ? EverySeconds : null;

    public bool IsFiltered => Url["q"] is not null || Url["state"] is not null;

    /// <summary>What was typed into the form that adds one.</summary>
    public string? Cluster { get; init; }

    /// <summary>Namespaces of the chosen cluster that nobody holds, to pick from.</summary>
    public IReadOnlyList<string> Free { get; init; } = [];

    public string? Namespace { get; init; }

    /// <summary>Why the last change failed; names the fields <c>cluster</c> and <c>namespace</c>.</summary>
    public Problem? Problem { get; init; }
}
