using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Http;
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
        if (space.Visibility is Visibility.Private) return View([], 0);
        var bound = space.Bindings.Select(binding => binding.WorkspaceId).ToList();
        var losing = await db.Workspaces.AsNoTracking().Where(workspace => !bound.Contains(workspace.Id)).ToListAsync(cancellationToken);
        return await CountAsync(db, losing, cancellationToken);
    }

    public static async Task<ImpactView> DeleteAsync(RoadsteadDb db, Space space, CancellationToken cancellationToken) =>
        space.Visibility is Visibility.Public
            ? await CountAsync(db, await db.Workspaces.AsNoTracking().ToListAsync(cancellationToken), cancellationToken)
            : await UnbindAsync(db, space, [.. space.Bindings.Select(binding => binding.Workspace!)], cancellationToken);

    public static async Task<ImpactView> UnbindAsync(RoadsteadDb db, Space space, IReadOnlyList<Workspace> workspaces, CancellationToken cancellationToken) =>
        space.Visibility is Visibility.Public ? View([], 0) : await CountAsync(db, workspaces, cancellationToken);


    private static async Task<ImpactView> CountAsync(RoadsteadDb db, IReadOnlyList<Workspace> workspaces, CancellationToken cancellationToken)
    {
        var ids = workspaces.Select(workspace => workspace.Id).ToList();
        return View([.. workspaces.Select(workspace => workspace.Name).Order(StringComparer.Ordinal)], await db.WorkspaceNamespaces.CountAsync(ns => ids.Contains(ns.WorkspaceId), cancellationToken));
    }

    private static ImpactView View(IReadOnlyList<string> workspaces, int namespaces) =>
        new(workspaces, namespaces, [], ETags.Of(workspaces.Append(namespaces.ToString(System.Globalization.CultureInfo.InvariantCulture))).Trim('"'));
}
