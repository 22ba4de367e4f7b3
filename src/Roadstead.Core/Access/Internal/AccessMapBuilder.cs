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

        var names = new NameResolver(snapshot.GatewayHost, hosts.ToFrozen(), hosts.WildcardsToFrozen(), platform.ToFrozenDictionary(StringComparer.Ordinal));
        foreach (var row in snapshot.Registries)
        {
            if (registries.TryGetValue(row.Id, out var registry) && registry.Workspace is not null)
                registry.Authority = hosts.AuthorityOf(row);
        }

        foreach (var row in snapshot.Registries.DistinctBy(row => row.Id))
        {
            if (registries.TryGetValue(row.Id, out var registry))
                ProveNames(names, registry, row);
        }

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
            var host = (row.Hosts.FirstOrDefault(host => host.Prefix.Length == 0 && !WildcardHost.Is(host.Host)) ?? row.Hosts.FirstOrDefault())?.Host ?? "";
            var fact = new RegistryFact(row.Id, row.Name, row.WorkspaceId, workspace?.Fact.Name, host, row.PullPrefix);
            // The spaces of a workspace's registry play no part.
            var own = workspace is null ? spaces.GetValueOrDefault(row.Id) : null;
            var node = new RegistryNode(fact, workspace, own?.Build() ?? SpaceTable.Empty);
            if (registries.TryAdd(row.Id, node))
                workspace?.Registries.Add(node);
        }
    }

    private Dictionary<Guid, SpaceTableBuilder> Spaces()
    {
        var byRegistry = new Dictionary<Guid, SpaceTableBuilder>();
        var byId = new Dictionary<Guid, SpaceNode>(snapshot.Spaces.Length);
        foreach (var row in snapshot.Spaces)
        {
            if (!byRegistry.TryGetValue(row.RegistryId, out var ofRegistry))
                byRegistry[row.RegistryId] = ofRegistry = new SpaceTableBuilder();
            var node = new SpaceNode(new SpaceFact(row.Id, row.RegistryId, row.Name, row.Prefix, row.Public) { IncludesOthers = !row.Includes.IsDefaultOrEmpty });
            if (ofRegistry.TryAdd(row, node))
                byId.TryAdd(row.Id, node);
        }

        var bound = new Dictionary<SpaceNode, List<int>>(byId.Count);
        foreach (var row in snapshot.Bindings)
        {
            if (byId.TryGetValue(row.SpaceId, out var space) && workspaces.TryGetValue(row.WorkspaceId, out var workspace))
                ListOf(bound, space).Add(workspace.Index);
        }

        foreach (var (space, of) in bound)
            space.Bind(of);
        return byRegistry;
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
    private void ProveNames(NameResolver names, RegistryNode registry, RegistryRow row)
    {
        var prefix = registry.Fact.PullPrefix;
        registry.IsNamed = LeadsTo("a/b");
        registry.HasOfficialNames = registry.IsNamed && !LeadsTo("a");
        registry.MaxPathLength = ReferenceGrammar.MaxPathLength - (prefix.Length - prefix.IndexOf('/') - 1);

        // Whoever pulls through the gateway pulls all of the registry through it.
        if (!prefix.StartsWith(snapshot.GatewayHost + "/", StringComparison.Ordinal))
            registry.Fact.Names = new ImageNames([.. PullHost.Of(row.Hosts).Select(WithTaken).Where(IsProven)], prefix);

        bool LeadsTo(string path) => Leads(prefix + path, path);

        bool Leads(string name, string path)
        {
            var verdict = names.Decide(new Asker(registry.Workspace, AllowUnmanaged: false, ClusterIsKnown: true), name, 0);
            return verdict.Registry == registry.Fact && verdict.PathInRegistry() == path;
        }

        PullHost WithTaken(PullHost host) => host.IsWildcard ? host with { Taken = hosts.LabelsUnder(WildcardHost.Start + host.Host) } : host;

        bool IsProven(PullHost host)
        {
            var label = "a";
            while (host.Taken.Contains(label))
                label += "a";
            var part = string.Join('/', new[] { host.Prefix, host.IsWildcard ? label : "" }.Where(text => text.Length > 0));
            return Leads(host.NameOf(part + "/a"), part + "/a") && Leads(host.NameOf(part + "/a/b"), part + "/a/b");
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
