using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Registries.Leaving;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries;

/// <summary>Unbinds registries: spaces, bindings and identities go, the remote registry stays as it is, and its hosts stay denied.</summary>
internal sealed class RegistryRemovalService(IDbContextFactory<RoadsteadDb> contexts, RegistryReader reader, ChangeService changes, IdentityChanges identities, LeavingRegistryStore leaving, TimeProvider time)
{
    /// <returns>Who lost access.</returns>
    public Task<Outcome<ImpactView>> RemoveAsync(string? workspace, string name, string? acknowledge, CancellationToken cancellationToken) =>
        RemoveAsync(workspace, name, acknowledge, static (_, _) => Task.FromResult<AuditDraft?>(null), cancellationToken);

    /// <param name="workspace">The workspace; null for the platform.</param>
    /// <param name="name">The registry.</param>
    /// <param name="acknowledge">The acknowledgement of its impact; null for none.</param>
    /// <param name="along">Changes what goes with it, in the same transaction; may be called again with a fresh context.</param>
    /// <param name="cancellationToken">Ends it; nothing is changed then.</param>
    public Task<Outcome<ImpactView>> RemoveAsync(
        string? workspace, string name, string? acknowledge, Func<RoadsteadDb, CancellationToken, Task<AuditDraft?>> along, CancellationToken cancellationToken) =>
        LostRace.RepeatAsync(() => TryRemoveAsync(workspace, name, acknowledge, along, cancellationToken), cancellationToken);

    // Null: somebody else renewed accounts, or removed one of the hosts, meanwhile.
    private async Task<Outcome<ImpactView>?> TryRemoveAsync(
        string? workspace, string name, string? acknowledge, Func<RoadsteadDb, CancellationToken, Task<AuditDraft?>> along, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;

        var (owner, registry) = found.Value;
        var impact = await reader.ImpactOfRemovalAsync(db, registry, cancellationToken);
        if (Impact.Check(impact, acknowledge) is { } problem)
            return problem;

        var spaces = await db.Spaces.Where(space => space.RegistryId == registry.Id).Select(space => space.Name).ToListAsync(cancellationToken);
        var audit = new AuditDraft("registry.remove", owner.ObjectOf(name), new { Registry = RegistryViews.ForAudit(registry, passwordChanged: false), Spaces = spaces, impact.Workspaces });
        await RemovedHostRows.AddAsync(db, owner, name, [.. registry.Hosts.Select(row => row.Host)], time.GetUtcNow(), cancellationToken);
        var losing = await RegistryReader.WithAccessAsync(db, registry, cancellationToken);
        await identities.RevokeAsync(db, registry, WorkspaceSet.Of(losing), cancellationToken);
        await leaving.AddAsync(db, registry, cancellationToken);
        db.Registries.Remove(registry);
        AuditDraft[] audits = await along(db, cancellationToken) is { } other ? [audit, other] : [audit];
        var result = await changes.CommitAsync(db, audits, new CommitTerms(), cancellationToken);
        if (LostRace.Is(result))
            return null;
        return result.ToProblem() is { } refusal ? refusal : impact;
    }
}
