using System.Collections.Concurrent;
using Roadstead.Core.Access;

namespace Roadstead.Server.Admission;

/// <summary>Namespaces that admission never asks about: the system's and Roadstead's own. Safe for any number of threads.</summary>
internal sealed class ExcludedNamespaces(IAccessMapSource maps)
{
    /// <summary>Where Roadstead is taken to run when nothing tells.</summary>
    public const string DefaultOwn = "roadstead";

    private readonly ConcurrentDictionary<string, string?> own = new(StringComparer.Ordinal);

    /// <summary>The system's.</summary>
    public static IReadOnlyList<string> System { get; } = ["kube-system", "kube-public", "kube-node-lease"];

    /// <summary>Says which namespace of a cluster is Roadstead's own; null: none.</summary>
    public void UseOwn(string cluster, string? ns) => own[cluster] = ns;

    /// <summary>All of a cluster.</summary>
    public IEnumerable<string> Of(string cluster) => OwnOf(cluster) is { } ns ? System.Append(ns) : System;

    public bool Contains(string cluster, string ns) => System.Contains(ns) || ns == OwnOf(cluster);

    // Whoever is given a namespace in a workspace may run there what the workspace may: it is nobody's own.
    private string? OwnOf(string cluster) =>
        (own.TryGetValue(cluster, out var known) ? known : DefaultOwn) is { } ns && maps.Current.FindWorkspace(cluster, ns) is null ? ns : null;
}
