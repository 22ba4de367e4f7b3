using System.Collections.Frozen;
using Roadstead.Core.References;

namespace Roadstead.Core.Access.Internal;

/// <summary>Hosts and who has the word on each, while a map is built: every spelling of a host (default port, Docker Hub's names) leads to one node's worth of claims.</summary>
internal sealed class HostTable
{
    private static readonly string[] DockerHub = ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];

    private readonly Dictionary<string, HostNode> hosts = new(StringComparer.Ordinal);

    public FrozenDictionary<string, HostNode> ToFrozen() => hosts.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Of two platform registries that claim one spelling, a first host goes before an alias, https before http, then the name decides: never the order of rows.</summary>
    public void AddClaims(IEnumerable<(RegistryRow Row, RegistryNode Registry)> registries)
    {
        var claims = registries
            .SelectMany(entry => entry.Row.Hosts.Select((host, index) => (entry.Row, entry.Registry, Host: host, Index: index)))
            .OrderBy(claim => claim.Index).ThenBy(claim => claim.Host.DefaultPort != 443).ThenBy(claim => claim.Row.Name, StringComparer.Ordinal);
        foreach (var (row, registry, host, _) in claims)
        {
            var claim = new Claim(registry, host.Prefix, row.Exclusive);
            foreach (var spelling in Spellings(host.Host, host.DefaultPort))
                Add(NodeOf(spelling), claim);
        }
    }

    /// <summary>The scheme of a removed host is not known any more: both default ports equal none, since removing must not open.</summary>
    public void AddRemoved(RemovedHostRow row, WorkspaceNode? workspace)
    {
        var fact = new RegistryFact(Guid.Empty, row.Registry, workspace?.Fact.Id, workspace?.Fact.Name, row.Host, row.Host + "/");
        foreach (var spelling in Spellings(row.Host, 443, 80))
        {
            var node = NodeOf(spelling);
            if (workspace is null)
                node.Removed ??= fact;
            else
                (node.OwnRemoved ??= []).TryAdd(workspace.Index, fact);
        }
    }

    public void AddGateway(string host)
    {
        foreach (var spelling in Spellings(host, 443, 80))
            hosts[spelling] = NameResolver.Gateway;
    }

    /// <summary>The first host of a workspace's registry on which the platform, living or removed, or another workspace's exclusive claim has the word.</summary>
    public HostNode? AuthorityOf(RegistryRow row)
    {
        foreach (var host in row.Hosts)
        {
            if (host.Prefix.Length == 0 && Spellings(host.Host, host.DefaultPort).FirstOrDefault() is { } spelling
                && hosts.TryGetValue(spelling, out var node)
                && (node.Platform is not null || node.Removed is not null || (node.HasExclusive && !row.Exclusive)))
                return node;
        }

        return null;
    }

    private static void Add(HostNode node, Claim claim)
    {
        if (claim.Registry.Workspace is { } workspace)
        {
            (node.Own ??= []).TryAdd(workspace.Index, claim);
            node.HasExclusive |= claim.Exclusive;
        }
        else
            node.Platform ??= claim;
    }

    private HostNode NodeOf(string spelling)
    {
        if (!hosts.TryGetValue(spelling, out var node))
            hosts[spelling] = node = new HostNode();
        return node;
    }

    /// <summary>Every way to write the host that means the same. <paramref name="defaultPorts"/>: those that equal none.</summary>
    private static IEnumerable<string> Spellings(string host, params int[] defaultPorts)
    {
        if (!RegistryHost.TryParse(host, out var folded, defaultPort: 0))
            return [];
        host = folded.Value;
        var portStart = RegistryHost.PortStart(host);
        var port = portStart >= 0 ? folded.Port!.Value : 0;
        if (port != 0 && !defaultPorts.Contains(port))
            return [host];
        var bare = port == 0 ? host : host[..portStart];
        var names = DockerHub.Contains(bare) ? DockerHub : [bare];
        return names.SelectMany(name => defaultPorts.Select(number => $"{name}:{number}").Prepend(name));
    }
}
