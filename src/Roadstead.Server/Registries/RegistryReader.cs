using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Http;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries;

/// <summary>Reads registries, from the store and the health board alone: no answer waits for a registry.</summary>
internal sealed class RegistryReader(IDbContextFactory<RoadsteadDb> contexts, RegistryViews views, IRegistryHealth health, IClusterPods pods)
{
    /// <param name="workspace">The workspace; null for the platform.</param>
    /// <param name="query">The parameters, checked.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public Task<Outcome<Page<RegistryView>>> ListAsync(string? workspace, ListQuery query, CancellationToken cancellationToken) =>
        ListAsync(workspace, query, new RegistryFilter(), cancellationToken);

    /// <param name="workspace">The workspace; null for the platform.</param>
    /// <param name="query">The parameters, checked.</param>
    /// <param name="filter">What the list is narrowed by.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<Outcome<Page<RegistryView>>> ListAsync(string? workspace, ListQuery query, RegistryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await RegistryOwner.FindAsync(db, workspace, cancellationToken);
        if (!owner.IsSuccess)
            return owner.Problem;

        var id = owner.Value.WorkspaceId;
        var registries = RegistryViews.Whole(db.Registries.AsNoTracking())
            .Where(row => row.WorkspaceId == id && (query.Pattern == null || EF.Functions.Like(row.Name, query.Pattern, ListQuery.Escape) || EF.Functions.Like(row.DisplayName, query.Pattern, ListQuery.Escape) || EF.Functions.Like(row.Url, query.Pattern, ListQuery.Escape)));
        if (filter.Type is { } type)
            registries = registries.Where(row => row.Type == type);
        if (filter.Origin is { } origin)
            registries = registries.Where(row => row.Origin == origin);

        // Health is no column: it is seen, not stored. Registries are few enough to ask for each; only a page of them is read whole.
        if (filter is { Status: not null } or { Signal: not null })
        {
            var candidates = await registries.Select(row => row.Id).ToListAsync(cancellationToken);
            var wanted = candidates.FindAll(one => health.Of(one) is var state && (filter.Status is null || state.Status == filter.Status) && (filter.Signal is null || state.Failure?.Name == filter.Signal));
            registries = registries.Where(row => wanted.Contains(row.Id));
        }

        return await Paging.ReadAsync(registries, row => row.Name, rows => Task.FromResult<IReadOnlyList<RegistryView>>([.. rows.Select(row => views.Of(row))]), query, cancellationToken);
    }

    public async Task<Outcome<RegistryView>> GetAsync(string? workspace, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await FindAsync(db, workspace, name, cancellationToken);
        return found.IsSuccess ? views.Of(found.Value.Registry) : found.Problem;
    }

    /// <summary>The workspaces that are bound to spaces of a registry of the platform.</summary>
    public async Task<BoundWorkspaces> BoundAsync(Guid registryId, int shown, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var bound = db.Bindings.Where(binding => binding.Space!.RegistryId == registryId).GroupBy(binding => binding.Workspace!.Name).Select(group => new { Name = group.Key, Spaces = group.Count() });
        var first = await bound.OrderBy(row => row.Name).Take(shown).ToListAsync(cancellationToken);
        var total = first.Count < shown ? first.Count : await bound.CountAsync(cancellationToken);
        return new BoundWorkspaces([.. first.Select(row => (row.Name, row.Spaces))], total);
    }

    /// <summary>Who loses access when the registry is removed.</summary>
    public async Task<Outcome<ImpactView>> GetImpactAsync(string? workspace, string name, string? action, CancellationToken cancellationToken)
    {
        if (action is not "remove")
            return Problem.ForField(ErrorCodes.ValidationFailed, "action", "action is 'remove'.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await FindAsync(db, workspace, name, cancellationToken);
        return found.IsSuccess ? await ImpactOfRemovalAsync(db, found.Value.Registry, cancellationToken) : found.Problem;
    }

    internal static async Task<Outcome<(RegistryOwner Owner, Registry Registry)>> FindAsync(RoadsteadDb db, string? workspace, string name, CancellationToken cancellationToken)
    {
        var owner = await RegistryOwner.FindAsync(db, workspace, cancellationToken);
        if (!owner.IsSuccess)
            return owner.Problem;
        var id = owner.Value.WorkspaceId;
        var registry = await RegistryViews.Whole(db.Registries).SingleOrDefaultAsync(row => row.WorkspaceId == id && row.Name == name, cancellationToken);
        return registry is null ? owner.Value.NoSuchRegistry(name) : (owner.Value, registry);
    }

    internal async Task<ImpactView> ImpactOfRemovalAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken) =>
        await Impact.OfAsync(db, await WithAccessAsync(db, registry, cancellationToken), pods.RunningWith(use => use.Verdict.Registry?.Id == registry.Id), cancellationToken);

    /// <summary>Who loses access when a registry stops speaking for these hosts, which stay denied.</summary>
    internal async Task<ImpactView> ImpactOfHostsAsync(RoadsteadDb db, Registry registry, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken)
    {
        if (hosts.Count == 0)
            return Impact.Of([], 0, []);
        var workloads = pods.RunningWith(use => use.Verdict.Registry?.Id == registry.Id
            && ImageReference.TryParse(use.Verdict.Image, out var image) && image.Domain.ToLowerInvariant() is var domain
            && hosts.Any(host => HostNames.Same(host).Contains(domain, StringComparer.Ordinal) || HostNames.Means(host, domain)));
        return await Impact.OfAsync(db, await WithAccessAsync(db, registry, cancellationToken), workloads, cancellationToken);
    }

    /// <summary>The workspaces that may pull from a registry: its own; or those bound to one of its spaces, and everybody where one is public.</summary>
    internal static async Task<List<Guid>> WithAccessAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken)
    {
        if (registry.WorkspaceId is { } own)
            return [own];
        if (await db.Spaces.AnyAsync(space => space.RegistryId == registry.Id && space.Visibility == Core.Contracts.Spaces.Visibility.Public, cancellationToken))
            return await db.Workspaces.Select(workspace => workspace.Id).ToListAsync(cancellationToken);
        return await db.Bindings.Where(binding => binding.Space!.RegistryId == registry.Id).Select(binding => binding.WorkspaceId).Distinct().ToListAsync(cancellationToken);
    }
}
