using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Overview.Bindings;
using Roadstead.Server.Spaces.Sync;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>Reads spaces. A caller who is no platform admin sees what their workspaces may use, and of its bindings only their own.</summary>
public sealed class SpaceReader(IDbContextFactory<RoadsteadDb> dbs, ISpaceCounts counts, BindingStates bindings, BindingOverviewService unready, ISpaceSync sync, IAccessMapSource maps, ServerOptions options)
{
    public async Task<Outcome<Page<SpaceView>>> ListOfRegistryAsync(string registry, ListQuery query, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (!await db.Registries.AnyAsync(row => row.WorkspaceId == null && row.Name == registry, cancellationToken))
            return new Problem(ErrorCodes.NotFound, $"There is no registry '{registry}'.");
        return await ListAsync(query, new SpaceFilter { Registry = registry }, caller, cancellationToken);
    }

    public async Task<Page<SpaceView>> ListAsync(ListQuery query, SpaceFilter filter, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var byRegistry = filter.Usable is not null;
        var spaces = Visible(db, caller)
            .Where(space => query.Pattern == null || EF.Functions.Like(space.Name, query.Pattern, ListQuery.Escape)
                || (byRegistry && EF.Functions.Like(space.Registry!.Name, query.Pattern, ListQuery.Escape)))
            .Where(space => filter.Registry == null || space.Registry!.Name == filter.Registry)
            .Where(space => filter.Wanted == null || space.Visibility == filter.Wanted)
            .Where(space => filter.Bound == null || space.Bindings.Any() == filter.Bound);
        if (filter.Among is { } among)
            spaces = spaces.Where(space => among.Registries.Contains(space.Registry!.Name) || among.Ids.Contains(space.Id));
        if (filter.Usable is { } usable)
            spaces = spaces.Where(space => EF.Parameter(usable).Contains(space.Id)); // one parameter, however many they are

        if (filter.Workspace is { } workspace)
        {
            var id = await db.Workspaces.Where(row => row.Name == workspace).Select(row => row.Id).SingleOrDefaultAsync(cancellationToken);
            if (!caller.IsPlatformAdmin && !caller.Roles.ContainsKey(id)) id = Guid.Empty;
            spaces = spaces.Where(space => space.Bindings.Any(binding => binding.WorkspaceId == id));
        }

        // How far a binding is stands in no column.
        if (caller.IsPlatformAdmin && filter.WantedBinding is { } state)
        {
            var ids = (await unready.ListAsync(cancellationToken)).Where(row => row.Binding.State == state).Select(row => row.SpaceId).Distinct().ToList();
            spaces = spaces.Where(space => ids.Contains(space.Id));
        }

        return await Paging.ReadAsync(spaces, space => space.Registry!.Name + "/" + space.Name, rows => ViewsAsync(rows, caller, cancellationToken), query, cancellationToken);
    }

    /// <summary>Some spaces, in no order; those that the caller does not see are absent.</summary>
    public async Task<IReadOnlyList<SpaceView>> GetAllAsync(IReadOnlyCollection<Guid> ids, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await ViewsAsync(await Visible(db, caller).Where(space => ids.Contains(space.Id)).ToListAsync(cancellationToken), caller, cancellationToken);
    }

    public async Task<Outcome<SpaceView>> GetAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await Visible(db, caller).SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        return space is null ? NoSuchSpace(id) : (await ViewsAsync([space], caller, cancellationToken))[0];
    }

    internal static Problem NoSuchSpace(Guid id) => new(ErrorCodes.NotFound, $"There is no space {id}. GET /api/v1/spaces lists them.");

    /// <summary>The workspaces that a space is bound to. Those from which it is being taken away are no more among them.</summary>
    internal static IEnumerable<string> BoundOf(SpaceView space) => space.Workspaces.Where(workspace => workspace.State is not DeliveryState.Removing).Select(workspace => workspace.Name);

    /// <summary>A space with everything that a view of it needs.</summary>
    internal static IQueryable<Space> Whole(RoadsteadDb db) =>
        db.Spaces.Include(space => space.Registry!.Hosts).Include(space => space.Usage).Include(space => space.Bindings).ThenInclude(binding => binding.Workspace).AsSplitQuery();

    /// <summary>The view for a caller; null shows all bindings.</summary>
    internal async Task<SpaceView> ViewAsync(Space space, Caller? caller, CancellationToken cancellationToken) => (await ViewsAsync([space], caller, cancellationToken))[0];

    private static IQueryable<Space> Visible(RoadsteadDb db, Caller caller)
    {
        var spaces = Whole(db).AsNoTracking();
        if (caller.IsPlatformAdmin) return spaces;
        var own = caller.Roles.Keys.ToList();
        var open = db.Spaces.Where(Space.IsOpen).Select(space => space.Id);
        return spaces.Where(space => space.Bindings.Any(binding => own.Contains(binding.WorkspaceId))
            || open.Contains(space.Id));
    }

    private async Task<IReadOnlyList<SpaceView>> ViewsAsync(IReadOnlyList<Space> spaces, Caller? caller, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, SpaceCount>();
        foreach (var registry in spaces.GroupBy(space => space.RegistryId))
        {
            foreach (var (id, count) in await counts.ReadAsync(registry.Key, [.. registry.Select(space => space.Id)], cancellationToken)) known[id] = count;
        }

        return [.. spaces.Select(space =>
        {
            var registry = space.Registry!;
            var direct = RegistryHosts.NamesOf(registry).PrefixOf(space.Prefix);
            var obstacle = SpaceInclusion.ObstacleOf(space, maps.Current);
            var count = known.GetValueOrDefault(space.Id);
            var seesAll = caller is null || caller.IsPlatformAdmin;
            return new SpaceView(
                space.Id,
                registry.Name,
                space.Name,
                direct.TrimEnd('/'),
                (registry.Delivery is Delivery.Gateway ? PullPrefix.Of(registry.Delivery, "", options.GatewayHost, registry.Name, workspace: null) + space.Prefix : direct).TrimEnd('/'),
                space.Visibility,
                space.Usage?.Repositories ?? count.Repositories,
                space.Usage?.UsedBytes ?? count.StorageBytes,
                bindings.Of(space, workspace => seesAll || caller!.Roles.ContainsKey(workspace)),
                space.CreatedAt,
                space.Presence is not null,
                obstacle is null ? space.State : DeliveryState.Failing,
                obstacle is null ? space.Reason : SpaceReason.IncludesPrivate,
                obstacle ?? (seesAll ? space.Message : null), // it may quote the registry's login and address
                space.StateChangedAt ?? space.CreatedAt,
                space.Removing,
                space.QuotaBytes,
                space.Usage?.UsedBytes,
                space.IsProxyCache,
                space.Presence is null ? null : sync.SeenAt(space.RegistryId))
            {
                Includes = space.Includes,
                LastPushedAt = count.LastPushedAt,
                Aliases = space.Aliases,
            };
        })];
    }
}
