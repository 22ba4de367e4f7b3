using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.PullIdentities;

/// <summary>How a namespace's pull identities are written down for clients: a docker <c>config.json</c>, keys by host, sorted; of each only <c>auth</c>, which every client reads and which wins over the rest.</summary>
internal sealed partial class DockerConfig(IUpstreamSource upstreams, IRegistryAccountSource accounts, IAccessMapSource maps, SecretProtector secrets, ServerOptions options, ILogger<DockerConfig> logger)
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

    /// <summary>The accounts at registries that the namespaces of a workspace in a cluster pull with, each with the registry's hosts. A host is one registry's alone, so that keys never need a path.</summary>
    public IReadOnlyList<(RegistryAccount Account, IReadOnlyList<string> Hosts)> IdentitiesOf(Guid workspaceId, string cluster) =>
    [
        .. accounts.RegistryAccounts.ServingOf(workspaceId, cluster)
            .Where(account => upstreams.Upstreams.ContainsKey(account.Key.RegistryId))
            .Select(account => (account, upstreams.Upstreams[account.Key.RegistryId].Hosts)),
    ];

    /// <summary>The whole config of a namespace.</summary>
    /// <param name="workspaceId">Its workspace.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="account">Its account at the gateway and token service.</param>
    /// <param name="secret">That account's secret.</param>
    /// <param name="forNodes">True for a cluster's nodes, which read <c>*.host</c> as every host with one label more: then a space more or less changes nothing. Other clients read no such key, so that for them each host is written.</param>
    public JsonObject Write(Guid workspaceId, string cluster, string account, string secret, bool forNodes)
    {
        var keys = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var host in HostsOf(workspaceId))
            keys[host] = Auth(account, secret);
        foreach (var (identity, hosts) in IdentitiesOf(workspaceId, cluster))
        {
            if (SecretOf(identity) is not { } own)
                continue;
            foreach (var host in forNodes ? hosts : (IEnumerable<string>)Each(hosts, identity.Key.RegistryId, workspaceId))
                keys[host] = Auth(identity.Login!, own);
        }

        var auths = new JsonObject();
        foreach (var (host, auth) in keys)
            auths[host] = new JsonObject { ["auth"] = auth };
        return new JsonObject { ["auths"] = auths };
    }

    private HashSet<string> Each(IReadOnlyList<string> hosts, Guid registryId, Guid workspaceId)
    {
        var each = hosts.Where(host => !WildcardHost.Is(host)).ToHashSet(StringComparer.Ordinal);
        if (each.Count < hosts.Count)
            each.UnionWith(maps.Current.VisibleFor(workspaceId).Prefixes().Where(prefix => prefix.Registry.Id == registryId).Select(prefix => prefix.Registry.PrefixOf(prefix.Prefix).Split('/')[0]));
        return each;
    }

    private string? SecretOf(RegistryAccount account)
    {
        try
        {
            return secrets.Unprotect(account.SecretCipher!, SecretPlace.PullIdentitySecret(account.Id));
        }
        catch (CryptographicException e)
        {
            // One damaged row must not keep a namespace from all its other identities.
            Log.Unreadable(logger, e, account.Name);
            return null;
        }
    }

    private static string Auth(string user, string secret) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The stored secret of pull identity {Account} cannot be decrypted. Renew the registry's identities.")]
        public static partial void Unreadable(ILogger logger, Exception exception, string account);
    }
}
