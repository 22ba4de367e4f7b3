namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>One change of what a cluster should hold.</summary>
/// <param name="Method">The call.</param>
/// <param name="Path">Its path.</param>
/// <param name="Body">Its body; null for none.</param>
/// <param name="After">What the store says when it is done.</param>
internal sealed record ClusterChange(HttpMethod Method, string Path, object? Body, ClusterFacts After)
{
    private static readonly string[] Modes = ["off", "audit", "enforce"];

    /// <summary>Draws one: a namespace joins, leaves or goes over, a binding comes or goes, identities are renewed, admission is switched.</summary>
    public static ClusterChange Draw(Random random, ClusterFacts facts, string cluster, IReadOnlyList<string> namespaces, IReadOnlyList<string> workspaces, string space)
    {
        var workspace = workspaces[random.Next(workspaces.Count)];
        switch (random.Next(8))
        {
            case <= 3:
                var ns = namespaces[random.Next(namespaces.Count)];
                return facts.Namespaces.TryGetValue(ns, out var held)
                    ? new(HttpMethod.Delete, $"/api/v1/workspaces/{held}/namespaces/{cluster}/{ns}", null, facts.WithNamespace(ns, null))
                    : new(HttpMethod.Put, $"/api/v1/workspaces/{workspace}/namespaces/{cluster}/{ns}", null, facts.WithNamespace(ns, workspace));
            case 4:
                var isBound = facts.Bound.Contains(workspace);
                return new(isBound ? HttpMethod.Delete : HttpMethod.Put, $"/api/v1/spaces/{space}/workspaces/{workspace}", null, facts.WithBinding(workspace, !isBound));
            case 5:
                return new(HttpMethod.Post, "/api/v1/registries/guarded/identities/rotate", null, facts);
            default:
                var admission = Modes.Where(mode => mode != facts.Admission).ElementAt(random.Next(Modes.Length - 1));
                return new(HttpMethod.Patch, $"/api/v1/clusters/{cluster}", new { admission }, facts with { Admission = admission });
        }
    }
}
