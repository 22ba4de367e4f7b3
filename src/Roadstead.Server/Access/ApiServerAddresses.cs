using System.Collections.Concurrent;
using System.Net;
using Roadstead.Registries.Distribution;

namespace Roadstead.Server.Access;

/// <summary>Where the clusters' API servers are, as far as Roadstead has looked: no registry may have such an address, or its driver would send what an API server takes for orders.</summary>
public sealed class ApiServerAddresses
{
    private readonly ConcurrentDictionary<Guid, DeniedEndpoint> endpoints = new();

    /// <summary>For <see cref="AddressPolicy.DeniedEndpoints"/>.</summary>
    public IReadOnlyCollection<DeniedEndpoint> Endpoints => (IReadOnlyCollection<DeniedEndpoint>)endpoints.Values;

    /// <summary>Notes a cluster's server; keeps where it led before unless that was another one.</summary>
    public void Note(Guid clusterId, Uri server, IReadOnlyCollection<IPAddress> addresses) => endpoints.AddOrUpdate(
        clusterId,
        _ => new DeniedEndpoint(server.DnsSafeHost, server.Port, addresses),
        (_, known) => addresses.Count > 0 || known.Port != server.Port || !string.Equals(known.Host, server.DnsSafeHost, StringComparison.OrdinalIgnoreCase)
            ? new DeniedEndpoint(server.DnsSafeHost, server.Port, addresses)
            : known);

    public void Forget(Guid clusterId) => endpoints.TryRemove(clusterId, out _);
}
