using System.Collections.Frozen;
using System.Collections.Immutable;
using Roadstead.Core.References;

namespace Roadstead.Core.Access.Internal;

/// <summary>Hosts and who has the word on each, while a map is built: every spelling of a host (default port, Docker Hub's names) leads to one node's worth of claims.</summary>
internal sealed class HostTable
{
    private static readonly string[] DockerHub = ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];

    private readonly Dictionary<string, HostNode> hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HostNode> wildcards = new(StringComparer.Ordinal); // by what comes after "*."

    public FrozenDictionary<string, HostNode> ToFrozen() => hosts.ToFrozenDictionary(StringComparer.Ordinal);

    public FrozenDictionary<string, HostNode> WildcardsToFrozen() => wildcards.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Labels under a wildcard whose host somebody claims by itself.</summary>
    public ImmutableArray<string> LabelsUnder(string wildcard) => PullHost.LabelsUnder(wildcard, hosts.Keys);

    /// <summary>Of two platform registries that claim one spelling, a first host goes before an alias, https before http, then the name decides: never the order of rows.</summary>
    public void AddClaims(IEnumerable<(RegistryRow Row, RegistryNode Registry)> registries)
    {
        var claims = registries
            .SelectMany(entry => entry.Row.Hosts.Select((host, index) => (entry.Row, entry.Registry, Host: host, Index: index)))
            .OrderBy(claim => claim.Index).ThenBy(claim => claim.Host.DefaultPort != 443).ThenBy(claim => claim.Row.Name, StringComparer.Ordinal);
        foreach (var (row, registry, host, _) in claims)
        {
            var claim = new Claim(registry, host.Prefix, row.Exclusive);
            foreach (var node in NodesOf(host.Host, host.DefaultPort))
                Add(node, claim);
        }
    }

    /// <summary>The scheme of a removed host is not known any more: both default ports equal none, since removing must not open.</summary>
    public void AddRemoved(RemovedHostRow row, WorkspaceNode? workspace)
    {
        var fact = new RegistryFact(Guid.Empty, row.Registry, workspace?.Fact.Id, workspace?.Fact.Name, row.Host, row.Host + "/");
        foreach (var node in NodesOf(row.Host, 443, 80))
        {
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
    public FoundHost? AuthorityOf(RegistryRow row)
    {
        foreach (var host in row.Hosts.Where(host => host.Prefix.Length == 0))
        {
            if (Find(host) is { } found && (IsAuthority(found.Exact, row) || IsAuthority(found.Wildcard, row)))
                return found;
        }

        return null;
    }

    private FoundHost? Find(ImageHost host)
    {
        if (WildcardHost.Is(host.Host))
            return Spellings(host.Host[WildcardHost.Start.Length..], host.DefaultPort).FirstOrDefault() is { } rest ? new FoundHost(wildcards.GetValueOrDefault(rest)) : null;
        if (Spellings(host.Host, host.DefaultPort).FirstOrDefault() is not { } spelling)
            return null;
        return WildcardHost.TrySplit(spelling, out var label, out var above) && wildcards.TryGetValue(above.ToString(), out var wildcard)
            ? new FoundHost(hosts.GetValueOrDefault(spelling), wildcard, Label: label.ToString())
            : new FoundHost(hosts.GetValueOrDefault(spelling));
    }

    private static bool IsAuthority(HostNode? node, RegistryRow row) =>
        node is not null && (node.Platform is not null || node.Removed is not null || (node.HasExclusive && !row.Exclusive));

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

    private IEnumerable<HostNode> NodesOf(string host, params int[] defaultPorts)
    {
        var isWildcard = WildcardHost.Is(host);
        if (isWildcard && !WildcardHost.TryParse(host, out _))
            yield break;
        var table = isWildcard ? wildcards : hosts;
        foreach (var spelling in Spellings(isWildcard ? host[WildcardHost.Start.Length..] : host, defaultPorts))
        {
            if (!table.TryGetValue(spelling, out var node))
                table[spelling] = node = new HostNode();
            yield return node;
        }
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
