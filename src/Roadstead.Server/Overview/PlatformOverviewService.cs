using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Images.Counts;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Overview;

/// <summary>Puts the platform's figures together, from the store, the health board and the index alone.</summary>
internal sealed class PlatformOverviewService(IDbContextFactory<RoadsteadDb> contexts, IRegistryHealth health, CountService counts, TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    private static readonly string[] Allowing = ["public", "bound", "workspace-registry"];

    public async Task<PlatformOverview> GetAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var registries = await db.Registries.Where(row => row.WorkspaceId == null).Select(row => row.Id).ToListAsync(cancellationToken);
        var states = registries.ConvertAll(id => health.Of(id).Status);
        var spaces = await db.Spaces.GroupBy(space => space.Visibility).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var since = time.GetUtcNow() - Recent;
        var answers = await db.AccessCounts.Where(count => count.Minute >= since)
            .GroupBy(count => count.Reason).Select(group => new { Reason = group.Key, Count = group.Sum(count => count.Count) }).ToListAsync(cancellationToken);
        var allowed = answers.Where(answer => Allowing.Contains(answer.Reason)).Sum(answer => answer.Count);
        return new PlatformOverview(
            registries.Count,
            states.Count(state => state == RegistryStatus.Healthy),
            states.Count(state => state == RegistryStatus.Unhealthy),
            await db.Registries.CountAsync(row => row.WorkspaceId != null, cancellationToken),
            spaces.SingleOrDefault(group => group.Key == Visibility.Public)?.Count ?? 0,
            spaces.SingleOrDefault(group => group.Key == Visibility.Private)?.Count ?? 0,
            await db.Bindings.CountAsync(cancellationToken),
            await db.Workspaces.CountAsync(cancellationToken),
            await db.Clusters.CountAsync(cancellationToken),
            await db.WorkspaceNamespaces.CountAsync(cancellationToken),
            await db.Users.CountAsync(cancellationToken),
            registries.Sum(id => counts.ReadTotals(id).Repositories),
            allowed,
            answers.Where(answer => answer.Reason != "unmanaged-allowed" && !Allowing.Contains(answer.Reason)).Sum(answer => answer.Count),
            allowed > 0 || await db.AccessCounts.AnyAsync(count => count.Namespace != "" && Allowing.Contains(count.Reason), cancellationToken));
    }
}
