using System.Net;
using System.Net.Sockets;
using Roadstead.Core.Errors;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Configuration;
using Roadstead.Registries;
using Roadstead.Registries.Distribution;
using Roadstead.Server.Access;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>Makes clients of API servers. Every connection of theirs goes through the rules for addresses.</summary>
internal sealed class ClusterClients(AddressPolicies addresses, ApiServerAddresses servers, TimeProvider time)
{
    private static readonly KubernetesClientOptions Defaults = new();

    /// <summary>What a kubeconfig means, or everything that is wrong with it.</summary>
    public static Outcome<KubernetesEndpoint> Read(string kubeconfig) => Kubeconfig.Parse(kubeconfig, new KubeconfigOptions());

    /// <summary>A client, the caller's to dispose.</summary>
    public KubernetesClient Create(Guid clusterId, string name, KubernetesEndpoint endpoint)
    {
        var connection = new CheckedConnection(addresses.Clusters, Defaults.ConnectTimeout, time);
        servers.Note(clusterId, endpoint.Server, []);
        return new KubernetesClient(endpoint, Defaults with { Cluster = name, ConnectCallback = (to, cancellationToken) => ConnectAsync(clusterId, endpoint.Server, connection, to, cancellationToken) }, time);
    }

    private async ValueTask<Stream> ConnectAsync(Guid clusterId, Uri server, CheckedConnection connection, DnsEndPoint to, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await connection.ConnectAsync(to, cancellationToken);
            servers.Note(clusterId, server, await ResolveAsync(to.Host, cancellationToken));
            return stream;
        }
        catch (RegistryException e)
        {
            throw e.Code switch
            {
                RegistryErrorCode.AddressNotAllowed => new KubernetesException(KubernetesErrorCode.AddressNotAllowed, $"{to.Host}:{to.Port} may not be connected to. {ErrorCodes.AddressNotAllowed.Remedy}"),
                RegistryErrorCode.Timeout => new KubernetesException(KubernetesErrorCode.Timeout, e.Message),
                _ => new KubernetesException(KubernetesErrorCode.Unreachable, e.Message) { Reason = e.Reason },
            };
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return []; // it resolved a moment ago; what was noted then stays
        }
    }
}
