using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.PullSecrets;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Workspaces;

/// <summary>Which namespaces a workspace holds. A namespace comes with its pull identity, and goes with it.</summary>
internal sealed class NamespaceService(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, IdentityChanges identities, IClusterSource clusters, IPullSecretStates secrets, IClusterPods pods, TimeProvider time)
{
    private static readonly string[] SystemNamespaces = ["kube-system", "kube-public", "kube-node-lease"];

    /// <summary>How long a namespace that joins waits for its pull secret.</summary>
    private static readonly TimeSpan SecretWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SecretPace = TimeSpan.FromMilliseconds(10);

    /// <summary>More than that nobody picks from one list.</summary>
    private const int MaxPlaces = 1000;

    public async Task<Outcome<Page<WorkspaceNamespaceView>>> ListAsync(string name, ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Name == name, cancellationToken);
        if (workspace is null) return WorkspaceService.NoSuchWorkspace(name);
        var namespaces = db.WorkspaceNamespaces.AsNoTracking()
            .Where(ns => ns.WorkspaceId == workspace.Id && (query.Pattern == null || EF.Functions.Like(ns.Namespace, query.Pattern, ListQuery.Escape) || EF.Functions.Like(ns.Cluster, query.Pattern, ListQuery.Escape)));
        return await Paging.ReadAsync(
            namespaces, ns => ns.Cluster + "/" + ns.Namespace, rows => Task.FromResult<IReadOnlyList<WorkspaceNamespaceView>>([.. rows.Select(View)]), query, cancellationToken);
    }

    /// <summary>The namespaces whose pull secret is in this state. How a secret stands is no column: all of the workspace's are looked at, in memory.</summary>
    public async Task<Outcome<Page<WorkspaceNamespaceView>>> ListAsync(string name, DeliveryState state, ListQuery query, CancellationToken cancellationToken)
    {
        var all = await ReadAllAsync(name, cancellationToken);
        return Paging.Of(
            all.Where(ns => ns.PullSecret.State == state && (string.IsNullOrEmpty(query.Q) || ns.Namespace.Contains(query.Q, StringComparison.OrdinalIgnoreCase) || ns.Cluster.Contains(query.Q, StringComparison.OrdinalIgnoreCase))),
            ns => $"{ns.Cluster}/{ns.Namespace}",
            query);
    }

    /// <summary>How many pull secrets of a workspace are in each state.</summary>
    public async Task<IReadOnlyDictionary<DeliveryState, int>> CountStatesAsync(string name, CancellationToken cancellationToken) =>
        (await ReadAllAsync(name, cancellationToken)).CountBy(ns => ns.PullSecret.State).ToDictionary();

    /// <summary>Every namespace in which the caller may look: those of their workspaces; all for a platform admin. By workspace, cluster and name.</summary>
    public async Task<IReadOnlyList<NamespacePlace>> ListOfCallerAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var own = caller.Roles.Keys.ToList();
        return await db.WorkspaceNamespaces.AsNoTracking()
            .Where(ns => caller.IsPlatformAdmin || own.Contains(ns.WorkspaceId))
            .OrderBy(ns => ns.Workspace!.Name).ThenBy(ns => ns.Cluster).ThenBy(ns => ns.Namespace)
            .Take(MaxPlaces)
            .Select(ns => new NamespacePlace(ns.Cluster, ns.Namespace, ns.Workspace!.Name))
            .ToListAsync(cancellationToken);
    }

    /// <summary>How the pull secret of a namespace stands, as last seen.</summary>
    public WorkspaceNamespaceView Show(NamespacePlace place) => View(new WorkspaceNamespace { Cluster = place.Cluster, Namespace = place.Namespace });

    /// <summary>Puts a namespace into a workspace. When it returns its pull secret is there, so that the very first pod finds it, unless the cluster cannot be reached or takes too long.</summary>
    public async Task<Outcome<WorkspaceNamespaceView>> PutAsync(string name, string cluster, string @namespace, CancellationToken cancellationToken)
    {
        // Who lost a race reads again: the winner was another workspace, or asked for the same.
        var outcome = await TryPutAsync(name, cluster, @namespace, cancellationToken)
            ?? await TryPutAsync(name, cluster, @namespace, cancellationToken)
            ?? new Problem(ErrorCodes.NamespaceInOtherWorkspace);
        if (!outcome.IsSuccess) return outcome;
        var began = time.GetTimestamp();
        while (outcome.Value.PullSecret is { State: DeliveryState.Pending, Reason: PullSecretReason.Starting } && time.GetElapsedTime(began) < SecretWait)
        {
            await Task.Delay(SecretPace, time, cancellationToken);
            outcome = outcome.Value with { PullSecret = Shown(secrets.Find(cluster, @namespace), outcome.Value.PullSecret.ChangedAt) };
        }

        return outcome;
    }

    // Null: somebody else added the namespace meanwhile.
    private async Task<Outcome<WorkspaceNamespaceView>?> TryPutAsync(string name, string cluster, string @namespace, CancellationToken cancellationToken)
    {
        if (new FieldErrors().Require(Names.IsLabel(@namespace), "namespace", $"A namespace's name is {Names.LabelShape}.").ToProblem() is { } problem) return problem;
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.SingleOrDefaultAsync(workspace => workspace.Name == name, cancellationToken);
        if (workspace is null) return WorkspaceService.NoSuchWorkspace(name);
        var kind = await db.Clusters.Where(row => row.Name == cluster).Select(row => (ClusterKind?)row.Kind).SingleOrDefaultAsync(cancellationToken);
        if (kind is null)
            return new Problem(ErrorCodes.NotFound, $"There is no cluster '{cluster}'. POST /api/v1/clusters makes one.");

        // Whoever may deploy in one of these owns the cluster, and admission does not look there.
        if (kind is ClusterKind.Kubernetes && SystemNamespaces.Contains(@namespace))
            return Problem.ForField(ErrorCodes.ValidationFailed, "namespace", $"'{@namespace}' is the system's: it is in no workspace. Make what it runs public, or let it pull by other means.");

        var held = await db.WorkspaceNamespaces.Include(ns => ns.Workspace).SingleOrDefaultAsync(ns => ns.Cluster == cluster && ns.Namespace == @namespace, cancellationToken);
        if (held is not null) return held.WorkspaceId == workspace.Id ? View(held) : HeldBy(held);
        var added = new WorkspaceNamespace { Cluster = cluster, Namespace = @namespace, WorkspaceId = workspace.Id, CreatedAt = time.GetUtcNow() };
        db.WorkspaceNamespaces.Add(added);
        identities.Enter(db, cluster, @namespace, workspace.Id);
        var view = View(added);
        var result = await changes.CommitAsync(db, new AuditDraft("workspace.add-namespace", $"{name}/{cluster}/{@namespace}", null, new { cluster, @namespace }), cancellationToken);
        if (result.Status is CommitStatus.Duplicate) return null;
        return result.ToProblem() is { } refusal ? refusal : view;
    }

    /// <summary>Who loses access when a namespace leaves the workspace: what runs goes on, and can pull nothing private again.</summary>
    public async Task<Outcome<ImpactView>> GetImpactAsync(string name, string cluster, string @namespace, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.WorkspaceNamespaces.AnyAsync(ns => ns.Cluster == cluster && ns.Namespace == @namespace && ns.Workspace!.Name == name, cancellationToken)
            ? ImpactOf(name, cluster, @namespace)
            : NotHeld(name, cluster, @namespace);
    }

    public Task<Outcome<WorkspaceNamespaceView>> DeleteAsync(string name, string cluster, string @namespace, string? acknowledge, CancellationToken cancellationToken) =>
        LostRace.RepeatAsync(() => TryDeleteAsync(name, cluster, @namespace, acknowledge, cancellationToken), cancellationToken);

    // Null: somebody else renewed identities meanwhile.
    private async Task<Outcome<WorkspaceNamespaceView>?> TryDeleteAsync(string name, string cluster, string @namespace, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var held = await db.WorkspaceNamespaces.SingleOrDefaultAsync(ns => ns.Cluster == cluster && ns.Namespace == @namespace && ns.Workspace!.Name == name, cancellationToken);
        if (held is null) return NotHeld(name, cluster, @namespace);
        if (Impact.Check(ImpactOf(name, cluster, @namespace), acknowledge) is { } impact) return impact;

        // The account goes with the row (a cascade), so a copied credential of the gateway dies with this commit.
        await identities.LeaveAsync(db, cluster, @namespace, held.WorkspaceId, cancellationToken);
        db.WorkspaceNamespaces.Remove(held);
        var result = await changes.CommitAsync(db, new AuditDraft("workspace.remove-namespace", $"{name}/{cluster}/{@namespace}", new { cluster, @namespace }), cancellationToken);
        if (LostRace.Is(result)) return null;
        return result.ToProblem() is { } refusal ? refusal : View(held);
    }

    private async Task<List<WorkspaceNamespaceView>> ReadAllAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return [.. (await db.WorkspaceNamespaces.AsNoTracking().Where(ns => ns.Workspace!.Name == name).ToListAsync(cancellationToken)).Select(View)];
    }

    private ImpactView ImpactOf(string workspace, string cluster, string ns) => Impact.Of([workspace], 1, pods.RunningWith(
        use => use.Cluster == cluster && use.Namespace == ns && use.Verdict.Reason is (AccessReason.Bound or AccessReason.WorkspaceRegistry)));

    private static Problem NotHeld(string workspace, string cluster, string ns) =>
        new(ErrorCodes.NotFound, $"The namespace '{ns}' of the cluster '{cluster}' is not in the workspace '{workspace}'.");

    private static Problem HeldBy(WorkspaceNamespace held) =>
        new(ErrorCodes.NamespaceInOtherWorkspace, $"The namespace '{held.Namespace}' of the cluster '{held.Cluster}' is in the workspace '{held.Workspace!.Name}'. Remove it there first.");

    private WorkspaceNamespaceView View(WorkspaceNamespace ns) => new(ns.Cluster, ns.Namespace, PullSecret(ns));

    private PullSecretView PullSecret(WorkspaceNamespace ns)
    {
        if (clusters.Clusters.GetValueOrDefault(ns.Cluster)?.Kind is not ClusterKind.Kubernetes)
            return new PullSecretView(PullSecretNames.Secret, DeliveryState.Ready, "standalone", "A standalone cluster has no secrets: GET /api/v1/namespaces/{cluster}/{namespace}/docker-config hands the pull identities out.", ns.CreatedAt);
        var state = secrets.Find(ns.Cluster, ns.Namespace);
        return Shown(state, ns.CreatedAt);
    }

    private static PullSecretView Shown(PullSecretState state, DateTimeOffset notBefore) =>
        new(PullSecretNames.Secret, state.State, state.Reason, state.Message, state.ChangedAt > notBefore ? state.ChangedAt : notBefore, state.AccountRefers);
}
