using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.PullIdentities;

/// <summary>How a namespace's account is written down for clients: a docker <c>config.json</c>, keys by host, sorted; of each only <c>auth</c>, which every client reads and which wins over the rest.</summary>
internal sealed class DockerConfig(IUpstreamSource upstreams, ServerOptions options)
{
    /// <summary>Where the accounts of a workspace's namespaces are good for: the gateway, and each registry that sends its clients to Roadstead's token service.</summary>
    public IReadOnlyList<string> HostsOf(Guid workspaceId) =>
    [
        .. upstreams.Upstreams.Values
            .Where(upstream => upstream.Delivery == Delivery.TokenService && (upstream.WorkspaceId is null || upstream.WorkspaceId == workspaceId))
            .SelectMany(upstream => upstream.Hosts)
            .Prepend(options.GatewayHost)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    public static JsonObject Write(IEnumerable<string> hosts, string account, string secret)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{secret}"));
        var auths = new JsonObject();
        foreach (var host in hosts)
            auths[host] = new JsonObject { ["auth"] = auth };
        return new JsonObject { ["auths"] = auths };
    }
}
