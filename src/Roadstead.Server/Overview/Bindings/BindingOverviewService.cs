using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Spaces;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Overview.Bindings;

/// <summary>
/// The bindings of the whole platform that are not ready. How far a binding is stands in no column: it is told from what is in memory, binding by binding. So all of them are looked at,
/// read flat, at most every few seconds.
/// </summary>
public sealed class BindingOverviewService
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<RoadsteadDb> contexts;
    private readonly BindingStates states;
    private readonly Kept<IReadOnlyList<UnreadyBinding>> unready;

    public BindingOverviewService(IDbContextFactory<RoadsteadDb> contexts, BindingStates states, TimeProvider time, ILogger<BindingOverviewService> logger)
    {
        (this.contexts, this.states) = (contexts, states);
        unready = new(ReadAsync, FreshFor, time, logger);
    }

    /// <summary>By registry, space and workspace; a few seconds old.</summary>
    public Task<IReadOnlyList<UnreadyBinding>> ListAsync(CancellationToken cancellationToken) => unready.GetAsync(cancellationToken);

    private async Task<IReadOnlyList<UnreadyBinding>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var registries = await db.Registries.AsNoTracking().Where(row => row.WorkspaceId == null).ToDictionaryAsync(row => row.Id, cancellationToken);
        var workspaces = await db.Workspaces.AsNoTracking().ToDictionaryAsync(row => row.Id, cancellationToken);
        var bindings = (await db.Bindings.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(row => row.SpaceId);
        var found = new List<UnreadyBinding>();
        await foreach (var space in db.Spaces.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!registries.TryGetValue(space.RegistryId, out var registry)) continue; // made since
            space.Registry = registry;
            foreach (var binding in bindings[space.Id])
            {
                if (!workspaces.TryGetValue(binding.WorkspaceId, out var workspace)) continue;
                binding.Workspace = workspace;
                space.Bindings.Add(binding);
            }

            found.AddRange(states.Of(space, _ => true).Where(view => view.State is not DeliveryState.Ready).Select(view => new UnreadyBinding(space.Id, registry.Name, space.Name, view)));
        }

        return [.. found.OrderBy(row => row.Registry, StringComparer.Ordinal).ThenBy(row => row.Space, StringComparer.Ordinal).ThenBy(row => row.Binding.Name, StringComparer.Ordinal)];
    }
}
