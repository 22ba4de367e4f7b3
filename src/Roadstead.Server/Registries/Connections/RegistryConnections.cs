using System.Collections.Concurrent;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries.Health;

namespace Roadstead.Server.Registries.Connections;

/// <summary>One driver for each published registry, made when it is first asked for and made anew when address, login or rules changed.</summary>
internal sealed class RegistryConnections(IUpstreamSource upstreams, RegistryDrivers drivers, RegistryHealthBoard board, ILogger<RegistryConnections> logger) : IRegistryConnections, IDisposable
{
    private readonly ConcurrentDictionary<Guid, Connection> connections = new();

    public IRegistryDriver? Find(Guid registryId)
    {
        if (!upstreams.Upstreams.TryGetValue(registryId, out var upstream) || !drivers.Knows(upstream.Type))
            return null;

        while (true)
        {
            if (connections.TryGetValue(registryId, out var held) && held.IsFor(upstream))
                return held.Driver;

            var fresh = Connect(upstream);
            if (held is null ? connections.TryAdd(registryId, fresh) : connections.TryUpdate(registryId, fresh, held))
            {
                held?.Driver.Retire();
                return fresh.Driver;
            }

            fresh.Driver.Retire();
        }
    }

    /// <summary>Forgets what the driver has learned, a refused login above all: the next call begins afresh.</summary>
    public void Renew(Guid registryId)
    {
        if (connections.TryRemove(registryId, out var held))
            held.Driver.Retire();
    }

    /// <summary>Lets the drivers go whose registry is no longer published.</summary>
    public void Sweep()
    {
        var published = upstreams.Upstreams;
        foreach (var id in connections.Keys.Where(id => !published.ContainsKey(id)))
            Renew(id);
    }

    public void Dispose()
    {
        foreach (var id in connections.Keys)
            Renew(id);
    }

    private Connection Connect(Upstream upstream)
    {
        var driver = drivers.Create(upstream.Type, upstream.Endpoint, upstream.Endpoint.TrustedRealm, upstream.TokenService);
        return new Connection(upstream.Endpoint, upstream.TokenService, new SharedDriver(driver, () => board.IsLoginRefused(upstream.RegistryId), logger));
    }

    private sealed record Connection(RegistryEndpoint Endpoint, string? TokenService, SharedDriver Driver)
    {
        public bool IsFor(Upstream upstream) =>
            (ReferenceEquals(Endpoint, upstream.Endpoint) || Endpoint == upstream.Endpoint) && TokenService == upstream.TokenService;
    }
}
