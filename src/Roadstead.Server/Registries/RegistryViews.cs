using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries.Requests;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries;

/// <summary>Puts a registry together for people: what should be, and how it does.</summary>
internal sealed class RegistryViews(IRegistryHealth health, IRegistryConnections connections)
{
    /// <summary>A registry with everything that a view of it needs.</summary>
    public static IQueryable<Registry> Whole(IQueryable<Registry> registries) =>
        registries.Include(registry => registry.Hosts).Include(registry => registry.Workspace).AsSplitQuery();

    /// <param name="registry">The registry with its hosts.</param>
    /// <param name="workspace">Its workspace's name where the registry comes without it.</param>
    public RegistryView Of(Registry registry, string? workspace = null)
    {
        var state = health.Of(registry.Id);
        return new RegistryView(
            registry.Id,
            registry.Name,
            registry.DisplayName,
            registry.WorkspaceId is null ? RegistryScope.Platform : RegistryScope.Workspace,
            workspace ?? registry.Workspace?.Name,
            registry.Type,
            registry.Url,
            HostsOf(registry),
            registry.Username,
            new TlsSettings(registry.CaCertificate, registry.SkipVerify),
            registry.Origin,
            state.Status,
            state.Signals,
            registry.Version,
            connections.Find(registry.Id)?.Capabilities ?? [],
            registry.Delivery,
            registry.Exclusive,
            registry.CreatedAt);
    }

    /// <summary>What the audit keeps: no password, and of certificates only that they are there.</summary>
    public static object ForAudit(Registry registry, bool passwordChanged) => new
    {
        registry.DisplayName,
        registry.Type,
        registry.Url,
        ImageHosts = HostsOf(registry),
        registry.Username,
        CustomCa = registry.CaCertificate is not null,
        registry.SkipVerify,
        registry.Delivery,
        registry.Exclusive,
        registry.TokenRealm,
        PasswordChanged = passwordChanged,
    };

    private static List<string> HostsOf(Registry registry) => [.. RegistryHosts.InOrder(registry.Hosts).Select(host => DeclaredHost.Text(host.Host, host.Prefix))];
}
