using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>Revokes the pull identities of those who lose spaces of one registry. Only edits the context, once for each change: it is part of the change that takes them away.</summary>
internal sealed class SpaceRevocation(IdentityChanges identities)
{
    /// <param name="db">The context that holds the change.</param>
    /// <param name="closed">Spaces that become private, with registry and bindings: all but the bound workspaces lose them.</param>
    /// <param name="removed">Spaces that go, with registry and bindings as they were: everybody who had one loses it.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public async Task RevokeAsync(RoadsteadDb db, IReadOnlyCollection<Space> closed, IReadOnlyCollection<Space> removed, CancellationToken cancellationToken)
    {
        if (closed.Count + removed.Count == 0) return;
        var workspaces = await db.Workspaces.Select(workspace => workspace.Id).ToListAsync(cancellationToken);
        var losing = workspaces
            .Where(id => closed.Any(space => !IsBound(space, id)) || removed.Any(space => space.Visibility is Visibility.Public || IsBound(space, id)))
            .ToList();
        await identities.RevokeAsync(db, closed.Concat(removed).First().Registry!, WorkspaceSet.Of(losing), cancellationToken);
    }

    private static bool IsBound(Space space, Guid workspaceId) => space.Bindings.Any(binding => binding.WorkspaceId == workspaceId);
}
