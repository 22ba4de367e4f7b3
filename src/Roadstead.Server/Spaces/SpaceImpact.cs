using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>
/// Who loses access when a space is taken away, and what of theirs runs: pods whose images are allowed today because of this space. That a pod is counted
/// although a shorter prefix would allow its image as well is the safe side.
/// </summary>
internal sealed class SpaceImpact(IClusterPods pods, IAccessMapSource maps)
{
    public async Task<ImpactView> MakePrivateAsync(RoadsteadDb db, Space space, CancellationToken cancellationToken)
    {
        if (space.Visibility is Visibility.Private) return Nobody;
        var bound = space.Bindings.Select(binding => binding.WorkspaceId).ToHashSet();
        var losing = await db.Workspaces.AsNoTracking().Where(workspace => !bound.Contains(workspace.Id)).Select(workspace => workspace.Id).ToListAsync(cancellationToken);
        return await Impact.OfAsync(db, losing, Running(space, verdict => verdict.Workspace is not { } workspace || !bound.Contains(workspace.Id)), cancellationToken);
    }

    public async Task<ImpactView> DeleteAsync(RoadsteadDb db, Space space, CancellationToken cancellationToken)
    {
        var losing = space.Visibility is Visibility.Public
            ? await db.Workspaces.AsNoTracking().Select(workspace => workspace.Id).ToListAsync(cancellationToken)
            : [.. space.Bindings.Select(binding => binding.WorkspaceId)];
        return await Impact.OfAsync(db, losing, Running(space, _ => true), cancellationToken);
    }

    public async Task<ImpactView> UnbindAsync(RoadsteadDb db, Space space, IReadOnlyList<Workspace> workspaces, CancellationToken cancellationToken)
    {
        if (space.Visibility is Visibility.Public) return Nobody;
        var losing = workspaces.Select(workspace => workspace.Id).ToHashSet();
        return await Impact.OfAsync(db, losing, Running(space, verdict => verdict.Workspace is { } workspace && losing.Contains(workspace.Id)), cancellationToken);
    }

    private static ImpactView Nobody => Impact.Of([], 0, []);

    private IReadOnlyList<ImpactWorkload> Running(Space space, Func<Verdict, bool> loses)
    {
        // Who pulls through a space that includes this one loses it as well.
        var map = maps.Current;
        return pods.RunningWith(use => (use.Verdict.Space?.Id == space.Id || (use.Verdict.Space is not null && map.FindSpaces(use.Verdict).Any(part => part.Id == space.Id))) && loses(use.Verdict));
    }
}
