using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries.Hosts;

/// <summary>One host, one authority: what stands in the way when somebody claims hosts. Asked before a change, and again within its transaction.</summary>
/// <param name="Owner">Who claims.</param>
/// <param name="RegistryId">For which registry: its own rows are not in its way.</param>
/// <param name="Hosts">The hosts.</param>
/// <param name="Exclusive">True when the claim shuts other workspaces out.</param>
internal sealed record HostClaim(RegistryOwner Owner, Guid RegistryId, IReadOnlyList<string> Hosts, bool Exclusive = false)
{
    /// <summary>A registry that holds one of the hosts already, so that nobody's consent helps.</summary>
    public async Task<Problem?> FindHolderAsync(RoadsteadDb db, CancellationToken cancellationToken)
    {
        var rows = (await OthersAsync(db, cancellationToken)).Where(row => row.WorkspaceId == null || row.WorkspaceId == Owner.WorkspaceId || row.Exclusive).ToList();

        // A platform admin may take over what workspaces hold, exclusively or not; their consent is asked for elsewhere.
        var holder = rows.Where(row => !Owner.IsPlatform || row.WorkspaceId is null).OrderBy(row => row.WorkspaceId is not null).FirstOrDefault();
        if (holder is null)
            return null;

        return new Problem(ErrorCodes.HostAlreadyIntegrated, holder switch
        {
            { WorkspaceId: null } => $"The platform's registry '{holder.Registry}' has the host '{holder.Host}'. {ErrorCodes.HostAlreadyIntegrated.Remedy}",
            _ when holder.WorkspaceId == Owner.WorkspaceId => $"The workspace's registry '{holder.Registry}' has the host '{holder.Host}'. {ErrorCodes.HostAlreadyIntegrated.Remedy}",
            _ => $"The host '{holder.Host}' is reserved for another workspace. Ask a platform admin.",
        });
    }

    /// <summary>Workspaces that use one of the hosts and would lose it to this claim, unless that is acknowledged.</summary>
    public async Task<Problem?> FindUsersAsync(RoadsteadDb db, IClusterPods pods, string? acknowledge, CancellationToken cancellationToken)
    {
        if (!Owner.IsPlatform && !Exclusive)
            return null;

        var users = (await OthersAsync(db, cancellationToken)).Where(row => row.WorkspaceId != null && row.WorkspaceId != Owner.WorkspaceId).ToList();
        if (users.Count == 0)
            return null;

        var registries = users.Select(row => row.RegistryId).ToHashSet();
        var workloads = pods.RunningWith(use => use.Verdict.Registry is { } registry && registries.Contains(registry.Id));
        var impact = await Impact.OfAsync(db, [.. users.Select(row => row.WorkspaceId!.Value).Distinct()], workloads, cancellationToken);
        return Impact.IsAcknowledged(impact, acknowledge) ? null : new Problem(
            ErrorCodes.HostUsedByWorkspaces,
            $"Used by: {string.Join(", ", impact.Workspaces)}. {ErrorCodes.HostUsedByWorkspaces.Remedy}",
            Extensions: new Dictionary<string, object?> { ["impact"] = impact });
    }

    // The same host, one that means it among others, and those that a claimed one means among others.
    private async Task<List<HeldHost>> OthersAsync(RoadsteadDb db, CancellationToken cancellationToken)
    {
        var names = HostNames.SameOrAround(Hosts);
        var wide = Hosts.Where(WildcardHost.Is).ToList();
        var isWide = wide.Count > 0;
        var held = await (from host in db.RegistryHosts
                          join registry in db.Registries on host.RegistryId equals registry.Id
                          where registry.Id != RegistryId && (isWide || names.Contains(host.Host))
                          select new HeldHost { Host = host.Host, RegistryId = registry.Id, Registry = registry.Name, WorkspaceId = registry.WorkspaceId, Exclusive = registry.Exclusive })
            .ToListAsync(cancellationToken);
        return isWide ? held.FindAll(row => names.Contains(row.Host, StringComparer.Ordinal) || wide.Exists(host => HostNames.Means(host, row.Host))) : held;
    }

    private sealed class HeldHost
    {
        public required string Host { get; init; }

        public Guid RegistryId { get; init; }

        public required string Registry { get; init; }

        public Guid? WorkspaceId { get; init; }

        public bool Exclusive { get; init; }
    }
}
