namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>What the store says about one cluster.</summary>
/// <param name="Namespaces">Namespace to workspace.</param>
/// <param name="Bound">Workspaces that are bound to the private space.</param>
/// <param name="Admission">The cluster's admission.</param>
internal sealed record ClusterFacts(SortedDictionary<string, string> Namespaces, SortedSet<string> Bound, string Admission)
{
    /// <summary>All of it in one line; two are equal when this is.</summary>
    public string Text => $"{string.Join(' ', Namespaces.Select(pair => $"{pair.Key}={pair.Value}"))} | bound {string.Join(' ', Bound)} | {Admission}";

    public ClusterFacts WithNamespace(string ns, string? workspace)
    {
        var changed = new SortedDictionary<string, string>(Namespaces, StringComparer.Ordinal);
        changed.Remove(ns);
        if (workspace is not null)
        {
            changed[ns] = workspace;
        }

        return this with { Namespaces = changed };
    }

    public ClusterFacts WithBinding(string workspace, bool isBound)
    {
        var changed = new SortedSet<string>(Bound, StringComparer.Ordinal);
        _ = isBound ? changed.Add(workspace) : changed.Remove(workspace);
        return this with { Bound = changed };
    }
}
