using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Server.Identity;
using Roadstead.Server.Storage;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Overview;

/// <summary>Looks how far a member has come: in memory, and in the audit by the index of who did it.</summary>
internal sealed class MemberProgressService(IDbContextFactory<RoadsteadDb> contexts, IAccessMapSource maps)
{
    // One that may pull something is enough; nobody has more of them at the beginning.
    private const int LookedAt = 20;

    public async Task<MemberProgress> GetAsync(Caller caller, IReadOnlyList<NamespacePlace> places, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new MemberProgress(
            places.Take(LookedAt).Any(place => maps.Current.Visible(place.Cluster, place.Namespace).Prefixes().Any()),
            await db.AuditEntries.AnyAsync(entry => entry.Actor == caller.Name && entry.Action == "deployment.create", cancellationToken));
    }
}
