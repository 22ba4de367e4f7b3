using System.Collections.Frozen;
using Roadstead.Core.References;

namespace Roadstead.Core.Access.Internal;

/// <summary>Makes a map of a snapshot's rows.</summary>
internal sealed class AccessMapBuilder(AccessSnapshot snapshot)
{
    private readonly Dictionary<Guid, WorkspaceNode> workspaces = new(snapshot.Workspaces.Length);
    private readonly Dictionary<Guid, RegistryNode> registries = new(snapshot.Registries.Length);
    private readonly HostTable hosts = new();

    public AccessMap Build()
    {
        foreach (var row in snapshot.Workspaces)
            workspaces.TryAdd(row.Id, new WorkspaceNode(workspaces.Count, new WorkspaceFact(row.Id, row.Name)));

        AddRegistries();
        hosts.AddClaims(snapshot.Registries.Where(row => registries.ContainsKey(row.Id)).Select(row => (row, registries[row.Id])));

        foreach (var row in snapshot.RemovedHosts)
        {
            var workspace = row.WorkspaceId is { } id ? workspaces.GetValueOrDefault(id) : null;
            if (row.WorkspaceId is null || workspace is not null)
                hosts.AddRemoved(row, workspace);
        }

        hosts.AddGateway(snapshot.GatewayHost);

        var platform = new Dictionary<string, RegistryNode>(StringComparer.Ordinal);
        foreach (var registry in registries.Values)
        {
            if (registry.Workspace is null)
                platform.TryAdd(registry.Fact.Name, registry);
        }

        var names = new NameResolver(snapshot.GatewayHost, hosts.ToFrozen(), platform.ToFrozenDictionary(StringComparer.Ordinal));
        foreach (var row in snapshot.Registries)
        {
            if (registries.TryGetValue(row.Id, out var registry) && registry.Workspace is not null)
                registry.Authority = hosts.AuthorityOf(row);
        }

        foreach (var registry in registries.Values)
            ProvePullPrefix(names, registry);
        return new AccessMap(
            snapshot.Version, Clusters(), workspaces.ToFrozenDictionary(), registries.ToFrozenDictionary(), names);
    }

    private void AddRegistries()
    {
        var spaces = Spaces();
        foreach (var row in snapshot.Registries)
        {
            WorkspaceNode? workspace = null;
            if (row.WorkspaceId is { } id && !workspaces.TryGetValue(id, out workspace))
                continue;
            var host = row.Hosts.Length == 0 ? "" : row.Hosts[0].Host;
            var fact = new RegistryFact(row.Id, row.Name, row.WorkspaceId, workspace?.Fact.Name, host, row.PullPrefix);
            // The spaces of a workspace's registry play no part.
            var own = workspace is null ? spaces.GetValueOrDefault(row.Id) : null;
            var node = new RegistryNode(fact, workspace, own ?? []);
            if (registries.TryAdd(row.Id, node))
                workspace?.Registries.Add(node);
        }
    }

    private Dictionary<Guid, Dictionary<string, SpaceNode>> Spaces()
    {
        var byRegistry = new Dictionary<Guid, Dictionary<string, SpaceNode>>();
        var byId = new Dictionary<Guid, SpaceNode>(snapshot.Spaces.Length);
        foreach (var row in snapshot.Spaces)
        {
            if (!byRegistry.TryGetValue(row.RegistryId, out var byPrefix))
                byRegistry[row.RegistryId] = byPrefix = new Dictionary<string, SpaceNode>(StringComparer.Ordinal);
            var node = new SpaceNode(new SpaceFact(row.Id, row.RegistryId, row.Name, row.Prefix, row.Public));
            if (byPrefix.TryAdd(row.Prefix, node))
                byId.TryAdd(row.Id, node);
        }

        var bound = new Dictionary<SpaceNode, List<int>>(byId.Count);
        foreach (var row in snapshot.Bindings)
        {
            if (byId.TryGetValue(row.SpaceId, out var space) && workspaces.TryGetValue(row.WorkspaceId, out var workspace))
                ListOf(bound, space).Add(workspace.Index);
        }

        var nested = new Dictionary<SpaceNode, List<string>>();
        foreach (var byPrefix in byRegistry.Values)
            CollectNested(byPrefix, nested);
        foreach (var space in byRegistry.Values.SelectMany(spaces => spaces.Values))
            space.Complete(bound.GetValueOrDefault(space), nested.GetValueOrDefault(space));
        return byRegistry;
    }

    private static void CollectNested(Dictionary<string, SpaceNode> byPrefix, Dictionary<SpaceNode, List<string>> nested)
    {
        var lookup = byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var prefix in byPrefix.Keys)
        {
            var parent = prefix.AsSpan();
            while (!parent.IsEmpty)
            {
                parent = parent[..Math.Max(parent.LastIndexOf('/'), 0)];
                if (lookup.TryGetValue(parent, out var holder))
                {
                    ListOf(nested, holder).Add(prefix);
                    break;
                }
            }
        }
    }

    private FrozenDictionary<string, ClusterNode> Clusters()
    {
        var namespaces = new Dictionary<string, Dictionary<string, WorkspaceNode>>(StringComparer.Ordinal);
        foreach (var row in snapshot.Clusters)
            namespaces.TryAdd(row.Name, new Dictionary<string, WorkspaceNode>(StringComparer.Ordinal));
        foreach (var row in snapshot.Namespaces)
        {
            if (namespaces.TryGetValue(row.Cluster, out var ofCluster) && workspaces.TryGetValue(row.WorkspaceId, out var workspace))
                ofCluster.TryAdd(row.Namespace, workspace);
        }

        return snapshot.Clusters.DistinctBy(row => row.Name).ToFrozenDictionary(
            row => row.Name,
            row => new ClusterNode(row.AllowUnmanaged, namespaces[row.Name].ToFrozenDictionary(StringComparer.Ordinal)),
            StringComparer.Ordinal);
    }

    /// <summary>Lists show a registry only where the names that they would offer lead to it, so the decision itself is asked about such names.</summary>
    private static void ProvePullPrefix(NameResolver names, RegistryNode registry)
    {
        var prefix = registry.Fact.PullPrefix;
        registry.IsNamed = LeadsTo("a/b");
        registry.HasOfficialNames = registry.IsNamed && !LeadsTo("a");
        registry.MaxPathLength = ReferenceGrammar.MaxPathLength - (prefix.Length - prefix.IndexOf('/') - 1);

        bool LeadsTo(string path)
        {
            var verdict = names.Decide(new Asker(registry.Workspace, AllowUnmanaged: false, ClusterIsKnown: true), prefix + path, 0);
            return verdict.Registry == registry.Fact && verdict.PathInRegistry() == path;
        }
    }

    private static List<T> ListOf<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}
