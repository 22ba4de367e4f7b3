using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>
/// Who loses access when a space is taken away. Standalone clusters run no workloads that Roadstead could see, so the impact names
/// workspaces and namespaces, and nothing needs to be acknowledged.
/// </summary>
internal static class SpaceImpact
{
    public static async Task<ImpactView> MakePrivateAsync(RoadsteadDb db, Space space, CancellationToken cancellationToken)
    {
        if (space.Visibility is Visibility.Private) return await OfAsync(db, [], cancellationToken);
        var bound = space.Bindings.Select(binding => binding.WorkspaceId).ToList();
        var losing = await db.Workspaces.AsNoTracking().Where(workspace => !bound.Contains(workspace.Id)).ToListAsync(cancellationToken);
        return await OfAsync(db, losing, cancellationToken);
    }

    public static async Task<ImpactView> DeleteAsync(RoadsteadDb db, Space space, CancellationToken cancellationToken) =>
        space.Visibility is Visibility.Public
            ? await OfAsync(db, await db.Workspaces.AsNoTracking().ToListAsync(cancellationToken), cancellationToken)
            : await UnbindAsync(db, space, [.. space.Bindings.Select(binding => binding.Workspace!)], cancellationToken);

    public static async Task<ImpactView> UnbindAsync(RoadsteadDb db, Space space, IReadOnlyList<Workspace> workspaces, CancellationToken cancellationToken) =>
        space.Visibility is Visibility.Public ? await OfAsync(db, [], cancellationToken) : await OfAsync(db, workspaces, cancellationToken);

    private static Task<ImpactView> OfAsync(RoadsteadDb db, IEnumerable<Workspace> workspaces, CancellationToken cancellationToken) =>
        Impact.OfAsync(db, [.. workspaces.Select(workspace => workspace.Id)], cancellationToken);
}
