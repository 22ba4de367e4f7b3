using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.ManagedHarbors;
using Roadstead.Server.Overview.Pulls;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Overview;

/// <summary>Puts the platform's figures together, from the store and what is in memory alone.</summary>
internal sealed class PlatformOverviewService(IDbContextFactory<RoadsteadDb> contexts, ManagedHarborViews harbors, PullHistoryService history)
{
    public async Task<PlatformOverview> GetAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var registries = await db.Registries.GroupBy(row => row.WorkspaceId == null).Select(group => new { IsPlatform = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var platform = registries.SingleOrDefault(group => group.IsPlatform)?.Count ?? 0;
        var spaces = await db.Spaces.GroupBy(space => space.Visibility).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var workspaces = await db.Workspaces.CountAsync(cancellationToken);
        var namespaces = await db.WorkspaceNamespaces.CountAsync(cancellationToken);
        return new PlatformOverview(
            platform,
            registries.SingleOrDefault(group => !group.IsPlatform)?.Count ?? 0,
            spaces.SingleOrDefault(group => group.Key == Visibility.Public)?.Count ?? 0,
            spaces.SingleOrDefault(group => group.Key == Visibility.Private)?.Count ?? 0,
            await db.Bindings.CountAsync(cancellationToken),
            workspaces,
            await db.Clusters.CountAsync(cancellationToken),
            namespaces,
            await HasDeployedAsync(db, cancellationToken))
        {
            WorkspaceToFill = namespaces == 0 && workspaces > 0 ? await db.Workspaces.OrderBy(row => row.Name).Select(row => row.Name).FirstOrDefaultAsync(cancellationToken) : null,
            OnlyRegistry = platform == 1 ? await db.Registries.Where(row => row.WorkspaceId == null).Select(row => row.Name).FirstOrDefaultAsync(cancellationToken) : null,
            Harbors = await CountHarborsAsync(db, cancellationToken),
        };
    }

    public async Task<HarborCounts> CountHarborsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await CountHarborsAsync(db, cancellationToken);
    }

    private async Task<HarborCounts> CountHarborsAsync(RoadsteadDb db, CancellationToken cancellationToken)
    {
        var rows = await db.ManagedHarbors.AsNoTracking().ToListAsync(cancellationToken);
        if (rows.Count == 0) return new HarborCounts(0, 0, 0);
        var states = (await harbors.OfAsync(db, rows, cancellationToken)).Select(harbor => harbor.Instance.State).ToList();
        return new HarborCounts(
            states.Count,
            states.Count(state => state is HarborInstanceState.Pending or HarborInstanceState.Creating or HarborInstanceState.Updating or HarborInstanceState.Deleting),
            states.Count(state => state is HarborInstanceState.Failing or HarborInstanceState.Gone));
    }

    // Sums by hour first: where nothing was let in there is nothing to search the minutes for.
    private async Task<bool> HasDeployedAsync(RoadsteadDb db, CancellationToken cancellationToken) =>
        ((await history.ReadAsync(PullPeriod.Month, cancellationToken)).Any(step => step.Allowed > 0)
            && await db.AccessCounts.AnyAsync(count => count.Namespace != "" && PullReasons.Allowing.Contains(count.Reason), cancellationToken))
        || await db.AuditEntries.AnyAsync(entry => entry.Action == "deployment.create", cancellationToken);
}
