using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Access;

/// <summary>Reads one moment of the store as a publication.</summary>
internal sealed class PublicationReader(IDbContextFactory<RoadsteadDb> contexts, ServerOptions options, UpstreamReader upstreams, ClusterReader clusterReader)
{
    public async Task<Publication> ReadAsync(long version, Publication? before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);

        var clusters = await db.Clusters.AsNoTracking().ToListAsync(cancellationToken);
        var leaving = await db.LeavingClusters.AsNoTracking().ToListAsync(cancellationToken);
        var workspaces = await db.Workspaces.Select(w => new WorkspaceRow(w.Id, w.Name)).ToListAsync(cancellationToken);
        var namespaces = await db.WorkspaceNamespaces.Select(n => new NamespaceRow(n.Cluster, n.Namespace, n.WorkspaceId)).ToListAsync(cancellationToken);
        var registries = await db.Registries.AsNoTracking().ToListAsync(cancellationToken);
        var hosts = await db.RegistryHosts.AsNoTracking().ToListAsync(cancellationToken);

        var open = await db.Spaces.Where(Space.IsOpen).Select(s => s.Id).ToHashSetAsync(cancellationToken);
        var spaces = (await db.Spaces.Where(Space.IsInForce).Select(s => new { s.Id, s.RegistryId, s.Name, s.Prefix, s.Includes, s.Aliases }).ToListAsync(cancellationToken))
            .ConvertAll(s => new SpaceRow(s.Id, s.RegistryId, s.Name, s.Prefix, open.Contains(s.Id)) { Includes = [.. s.Includes], Aliases = [.. s.Aliases] });
        var bindings = await db.Bindings.Select(b => new BindingRow(b.SpaceId, b.WorkspaceId)).ToListAsync(cancellationToken);
        var removed = await db.RemovedHosts.Select(h => new RemovedHostRow(h.Host, h.Registry, h.WorkspaceId)).ToListAsync(cancellationToken);
        var accounts = await db.GatewayAccounts
            .Select(a => new PullAccount(a.Account, a.Cluster, a.Namespace, a.WorkspaceId, a.SecretHash, a.Generation, a.Id, a.SecretCipher, a.NeedsNewSecret)).ToListAsync(cancellationToken);
        var identities = await db.PullIdentities.AsNoTracking().ToListAsync(cancellationToken);
        var leavingRegistries = await db.LeavingRegistries.AsNoTracking().ToListAsync(cancellationToken);
        var users = await db.Users.AsNoTracking().ToListAsync(cancellationToken);
        var members = await db.WorkspaceMembers.AsNoTracking().ToListAsync(cancellationToken);
        var tokens = await db.ApiTokens.AsNoTracking().ToListAsync(cancellationToken);

        var names = workspaces.ToDictionary(w => w.Id, w => w.Name);
        var hostsOf = hosts.ToLookup(h => h.RegistryId);
        var people = People(users, members);
        var personTokens = tokens.Where(t => people.ContainsKey(t.UserId)).Select(t => (t.Hash, Token: new PersonToken(t.Id, people[t.UserId], t.ExpiresAt))).ToList();
        var map = AccessMap.Build(new AccessSnapshot(
            version,
            options.GatewayHost,
            [.. clusters.Select(c => new ClusterRow(c.Name, c.UnmanagedImages == UnmanagedImages.Allow))],
            [.. workspaces],
            [.. namespaces],
            [.. registries.Select(r => Row(r, hostsOf[r.Id], names))],
            [.. spaces],
            [.. bindings],
            [.. removed]));

        return new Publication(
            map,
            upstreams.Read(registries, hostsOf, names, before?.Upstreams),
            clusterReader.Read(clusters),
            clusterReader.ReadLeaving(leaving),
            accounts.ToFrozenDictionary(a => a.Account, StringComparer.Ordinal),
            ByCluster(accounts),
            Accounts(registries, spaces, bindings, namespaces, identities),
            upstreams.ReadLeaving(leavingRegistries),
            people,
            personTokens.ToFrozenDictionary(t => t.Hash, t => t.Token, StringComparer.Ordinal),
            personTokens.ToFrozenDictionary(t => t.Token.TokenId, t => t.Token));
    }

    private RegistryRow Row(Registry registry, IEnumerable<RegistryHost> hosts, Dictionary<Guid, string> workspaces)
    {
        var ordered = RegistryHosts.InOrder(hosts);
        var workspace = registry.WorkspaceId is { } id ? workspaces[id] : null;
        return new RegistryRow(
            registry.Id,
            registry.Name,
            registry.WorkspaceId,
            [.. RegistryHosts.ToRows(registry, ordered)],
            PullPrefix.Of(registry.Delivery, RegistryHosts.First(registry, ordered), options.GatewayHost, registry.Name, workspace),
            registry.Exclusive);
    }

    private static RegistryAccounts Accounts(List<Registry> registries, List<SpaceRow> spaces, List<BindingRow> bindings, List<NamespaceRow> namespaces, List<PullIdentity> identities)
    {
        var with = registries.Where(r => r.Delivery.IsByRegistryAccount()).ToList();
        var spacesOf = spaces.ToLookup(s => s.RegistryId);
        var workspacesOf = bindings.ToLookup(b => b.SpaceId, b => b.WorkspaceId);
        return RegistryAccounts.Build(
            with.ToDictionary(r => r.Id, r => r.WorkspaceId is { } own ? NeededRights.OfOwn(own) : new NeededRights(r.Delivery.NeedsAccountForPublic(), spacesOf[r.Id], workspacesOf)),
            namespaces.Select(n => (n.WorkspaceId, n.Cluster)),
            identities);
    }

    private static FrozenDictionary<string, FrozenDictionary<string, ImmutableArray<PullAccount>>> ByCluster(List<PullAccount> accounts) => accounts
        .GroupBy(a => a.Cluster, StringComparer.Ordinal)
        .ToFrozenDictionary(
            cluster => cluster.Key,
            cluster => cluster.GroupBy(a => a.Namespace, StringComparer.Ordinal)
                .ToFrozenDictionary(ns => ns.Key, ns => ns.OrderByDescending(a => a.Generation).ToImmutableArray(), StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static FrozenDictionary<Guid, Person> People(List<User> users, List<WorkspaceMember> members)
    {
        var rolesOf = members.ToLookup(m => m.UserId);
        return users.ToFrozenDictionary(u => u.Id, u => new Person(
            u.Id,
            u.UserName!,
            u.PlatformRole,
            u.SecurityStamp ?? "",
            u.PasswordIsInitial,
            rolesOf[u.Id].ToFrozenDictionary(m => m.WorkspaceId, m => m.Role)));
    }
}
