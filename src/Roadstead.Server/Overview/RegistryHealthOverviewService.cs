using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Overview;

/// <summary>How the platform's registries do, from the health board; of the store are read their names, and whole those few that are shown.</summary>
internal sealed class RegistryHealthOverviewService(IDbContextFactory<RoadsteadDb> contexts, IRegistryHealth health, RegistryViews views)
{
    /// <param name="shown">How many registries to show.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public async Task<RegistryHealthOverview> GetAsync(int shown, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Registries.Where(row => row.WorkspaceId == null).Select(row => new { row.Id, row.Name }).ToListAsync(cancellationToken);
        var states = rows.ConvertAll(row => (row.Id, row.Name, Health: health.Of(row.Id)));
        var first = states.OrderBy(state => state.Health.Status switch { RegistryStatus.Unhealthy => 0, RegistryStatus.Unknown => 1, _ => 2 }).ThenBy(state => state.Name, StringComparer.Ordinal)
            .Take(shown).Select(state => state.Id).ToList();
        var found = await RegistryViews.Whole(db.Registries.AsNoTracking()).Where(row => first.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        return new RegistryHealthOverview(
            states.Count(state => state.Health.Status == RegistryStatus.Healthy),
            states.Count(state => state.Health.Status == RegistryStatus.Unhealthy),
            states.Count(state => state.Health.Status == RegistryStatus.Unknown),
            [.. states.Where(state => state.Health.Status == RegistryStatus.Unhealthy).CountBy(state => state.Health.Failure!.Name).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)],
            [.. first.Where(found.ContainsKey).Select(id => views.Of(found[id]))]);
    }
}
