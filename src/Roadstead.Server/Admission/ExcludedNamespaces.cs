using System.Collections.Concurrent;

namespace Roadstead.Server.Admission;

/// <summary>Namespaces that admission never asks about: the system's and Roadstead's own. Safe for any number of threads.</summary>
internal sealed class ExcludedNamespaces
{
    /// <summary>Where Roadstead is taken to run when nothing tells.</summary>
    public const string DefaultOwn = "roadstead";

    private readonly ConcurrentDictionary<string, string?> own = new(StringComparer.Ordinal);

    /// <summary>The system's.</summary>
    public static IReadOnlyList<string> System { get; } = ["kube-system", "kube-public", "kube-node-lease"];

    /// <summary>Says which namespace of a cluster is Roadstead's own; null: none.</summary>
    public void UseOwn(string cluster, string? ns) => own[cluster] = ns;

    /// <summary>All of a cluster.</summary>
    public IEnumerable<string> Of(string cluster) => OwnOf(cluster) is { } ns ? [.. System, ns] : System;

    public bool Contains(string cluster, string ns) => System.Contains(ns) || ns == OwnOf(cluster);

    private string? OwnOf(string cluster) => own.TryGetValue(cluster, out var ns) ? ns : DefaultOwn;
}
