using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Server.Access;
using Roadstead.Server.Events;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Counts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Overview;

/// <summary>Puts a registry's overview together, from the store and the index alone.</summary>
internal sealed class OverviewService(IDbContextFactory<RoadsteadDb> contexts, CountService counts, IIndexProgress progress, StorageHistoryService history, FiguresWorker figures, EventBoard events, EventLogService log)
{
    private const int ShownEvents = 10;

    /// <param name="workspace">The workspace that integrated it; null for a platform registry.</param>
    /// <param name="name">The registry.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public async Task<Outcome<OverviewView>> GetAsync(string? workspace, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var registry = await db.Registries.AsNoTracking().Include(row => row.Hosts)
            .SingleOrDefaultAsync(row => row.Name == name && (workspace == null ? row.WorkspaceId == null : row.Workspace!.Name == workspace), cancellationToken);
        if (registry is null) return new Problem(ErrorCodes.NotFound, $"There is no registry '{name}'.");

        var spaces = await db.Spaces.Where(space => space.RegistryId == registry.Id)
            .GroupBy(space => space.Visibility).Select(group => new { Visibility = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var open = spaces.SingleOrDefault(group => group.Visibility == Visibility.Public)?.Count ?? 0;
        var closed = spaces.SingleOrDefault(group => group.Visibility == Visibility.Private)?.Count ?? 0;

        // Figures that go with the state: none of before the crawl ended beside one that is ready.
        var index = progress.Of(registry.Id);
        var totals = counts.ReadTotals(registry.Id, notBefore: index.FinishedAt);

        // The registry's own figures, but for those that the index knows to be out of date: it learns of a push within a moment, and asks for the figures after it.
        var told = figures.Of(registry.Id);
        var counted = told is not null && figures.IsCurrent(told, registry.Id) ? told.Statistics : null;
        return new OverviewView(
            RegistryHosts.First(registry, RegistryHosts.InOrder(registry.Hosts)),
            registry.Version,
            new SpaceCounts(open, closed, open + closed),
            counted?.Repositories ?? totals.Repositories,
            counted?.Artifacts ?? totals.Artifacts,
            await StorageAsync(db, registry.Id, told, totals, index, cancellationToken),
            index,
            await (workspace is null ? PlatformStepsAsync(db, registry, cancellationToken) : WorkspaceStepsAsync(db, workspace, registry, cancellationToken)),
            events.Of(registry.Id) is { } state ? state with { Recent = log.Recent(registry, ShownEvents) } : null);
    }

    private async Task<StorageView> StorageAsync(RoadsteadDb db, Guid registryId, RegistryFigures? told, IndexTotals totals, IndexView index, CancellationToken cancellationToken)
    {
        var points = await history.ReadAsync(db, registryId, cancellationToken);
        var earlier = points.Select(point => new StoragePoint(point.At, point.UsedBytes, point.Repositories, point.Artifacts)).ToList();

        if (told is { Storage: { } now }) return new StorageView(now.UsedBytes, now.Kind, now.QuotaBytes, told.At, earlier);

        // What the registry itself reports is as old as its last report; an estimate is as fresh as the index.
        if (points is [.., { Kind: not StorageKind.Estimated } last]) return new StorageView(last.UsedBytes, last.Kind, null, last.At, earlier);
        var isKnown = totals.Artifacts > 0 || index.FinishedAt is not null;
        return new StorageView(isKnown ? totals.StorageBytes : null, StorageKind.Estimated, null, isKnown ? index.FinishedAt ?? index.StartedAt : null, earlier);
    }

    private static async Task<IReadOnlyList<QuickStartStep>> PlatformStepsAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken)
    {
        var spaces = $"/spaces?registry={Uri.EscapeDataString(registry.Name)}";
        var isDivided = await db.Spaces.AnyAsync(space => space.RegistryId == registry.Id && (space.Prefix != "" || space.Visibility == Visibility.Public), cancellationToken);
        var isBound = await db.Bindings.AnyAsync(binding => binding.Space!.RegistryId == registry.Id, cancellationToken);
        return
        [
            new("manage-spaces", "Divide the registry into spaces, public or private", isDivided, spaces),
            new("bind-workspaces", "Bind private spaces to workspaces", isBound, spaces),
            new("create-application", "Choose an image for an application", await IsUsedAsync(db, registry, null, cancellationToken), "/images"),
        ];
    }

    private static async Task<IReadOnlyList<QuickStartStep>> WorkspaceStepsAsync(RoadsteadDb db, string workspace, Registry registry, CancellationToken cancellationToken)
    {
        var hasNamespace = await db.WorkspaceNamespaces.AnyAsync(row => row.WorkspaceId == registry.WorkspaceId, cancellationToken);
        return
        [
            new("add-namespaces", "Have a namespace in the workspace", hasNamespace, $"/workspaces/{Uri.EscapeDataString(workspace)}"),
            new("create-application", "Choose an image for an application", await IsUsedAsync(db, registry, workspace, cancellationToken), "/images"),
        ];
    }

    // Done when some namespace has been let in to an image of the registry, by whichever of its names.
    private static async Task<bool> IsUsedAsync(RoadsteadDb db, Registry registry, string? workspace, CancellationToken cancellationToken)
    {
        var gateway = workspace is null ? $"/{registry.Name}/" : $"/w/{workspace}/{registry.Name}/";
        var hosts = registry.Hosts.Where(host => !WildcardHost.Is(host.Host)).Select(host => host.Host + "/").ToList();
        var endings = registry.Hosts.Where(host => WildcardHost.Is(host.Host)).Select(host => host.Host[1..] + "/").ToList();
        var allowed = new[] { "public", "bound", "workspace-registry" };
        var images = db.AccessCounts.Where(count => allowed.Contains(count.Reason)).Select(count => count.Image);
        foreach (var host in hosts)
        {
            if (await images.AnyAsync(image => image.StartsWith(host), cancellationToken)) return true;
        }

        foreach (var ending in endings)
        {
            if (await images.AnyAsync(image => image.Contains(ending), cancellationToken)) return true;
        }

        return await images.AnyAsync(image => image.Contains(gateway), cancellationToken);
    }
}
