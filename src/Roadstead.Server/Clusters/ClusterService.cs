using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Clusters;

/// <summary>Connects clusters, and changes how. A kubeconfig goes in and never comes out.</summary>
internal sealed class ClusterService(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SecretProtector secrets, KubeconfigCheck check, ClusterConnections connections, ClusterViews views, TimeProvider time)
{
    /// <summary>How long the answer waits for the first attempt, so that it can say how that went.</summary>
    private static readonly TimeSpan FirstAttempt = TimeSpan.FromSeconds(3);

    public async Task<Page<ClusterView>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var clusters = db.Clusters.AsNoTracking().Where(cluster => query.Pattern == null || EF.Functions.Like(cluster.Name, query.Pattern, ListQuery.Escape));
        return await Paging.ReadAsync(clusters, cluster => cluster.Name, rows => views.OfAsync(db, rows, cancellationToken), query, cancellationToken);
    }

    public async Task<Outcome<ClusterView>> GetAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var cluster = await db.Clusters.AsNoTracking().SingleOrDefaultAsync(cluster => cluster.Name == name, cancellationToken);
        return cluster is null ? NoSuchCluster(name) : await views.OfAsync(db, cluster, cancellationToken);
    }

    public async Task<Outcome<ClusterView>> CreateAsync(CreateCluster request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(Names.IsLabel(request.Name), "name", $"A cluster's name is {Names.LabelShape}.")
            .Require(IsServerUrl(request.ServerUrl), "serverUrl", "serverUrl is http://host:port or https://host:port, without a path.")
            .Require(request.Kind is ClusterKind.Kubernetes || request.Kubeconfig is null, "kubeconfig", "A standalone cluster has no kubeconfig.")
            .Require(request.Kind is ClusterKind.Standalone || !string.IsNullOrWhiteSpace(request.Kubeconfig), "kubeconfig", "Give the kubeconfig of the cluster, or kind 'standalone'.");
        if (errors.ToProblem() is { } problem) return problem;

        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.Clusters.AnyAsync(row => row.Name == request.Name, cancellationToken)) return new Problem(ErrorCodes.NameTaken);
        var cluster = new Cluster
        {
            Name = request.Name!,
            Kind = request.Kind,
            ServerUrl = request.ServerUrl?.TrimEnd('/'),
            UnmanagedImages = request.UnmanagedImages ?? UnmanagedImages.Allow,
            CreatedAt = time.GetUtcNow(),
        };
        if (request.Kubeconfig is { } kubeconfig && await TakeAsync(db, cluster, kubeconfig, cancellationToken) is { } refusal) return refusal;
        db.Clusters.Add(cluster);
        var result = await changes.CommitAsync(db, new AuditDraft("cluster.create", cluster.Name, null, ClusterViews.ForAudit(cluster, kubeconfigChanged: cluster.Kind is ClusterKind.Kubernetes)), cancellationToken);
        if (await ProblemOfAsync(result, cluster, cancellationToken) is { } failure) return failure;
        return await ReachedAsync(cluster, 0, cancellationToken);
    }

    public async Task<Outcome<ClusterView>> EditAsync(string name, EditCluster request, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var cluster = await db.Clusters.SingleOrDefaultAsync(cluster => cluster.Name == name, cancellationToken);
        if (cluster is null) return NoSuchCluster(name);
        var errors = new FieldErrors()
            .Require(IsServerUrl(request.ServerUrl), "serverUrl", "serverUrl is http://host:port or https://host:port, without a path.")
            .Require(request.Admission is null or AdmissionMode.Off || cluster.Kind is ClusterKind.Kubernetes, "admission", "A standalone cluster has no admission.")
            .Require(request.Kubeconfig is null || cluster.Kind is ClusterKind.Kubernetes, "kubeconfig", "A standalone cluster has no kubeconfig.")
            .Require(request.FoundHarbors is null or FoundHarbors.Ignore || cluster.Kind is ClusterKind.Kubernetes, "foundHarbors", "A standalone cluster has no Harbors of its own.");
        if (errors.ToProblem() is { } problem) return problem;

        // The same one again is no change: nothing needs to be reached anew.
        var given = Stored(cluster.KubeconfigCipher, SecretPlace.Kubeconfig(cluster.Id)) == request.Kubeconfig ? null : request.Kubeconfig;
        var before = ClusterViews.ForAudit(cluster, kubeconfigChanged: false);
        cluster.ServerUrl = request.ServerUrl?.TrimEnd('/') ?? cluster.ServerUrl;
        cluster.UnmanagedImages = request.UnmanagedImages ?? cluster.UnmanagedImages;
        cluster.Admission = request.Admission ?? cluster.Admission;
        cluster.IntegrateFoundHarbors = request.FoundHarbors is { } found ? found is FoundHarbors.Integrate : cluster.IntegrateFoundHarbors;
        if (given is not null && await TakeAsync(db, cluster, given, cancellationToken) is { } refusal) return refusal;
        if (!db.ChangeTracker.HasChanges()) return await views.OfAsync(db, cluster, cancellationToken);

        // What is seen now was seen by the old credentials.
        if (given is not null) connections.Forget(cluster.Id);
        var result = await changes.CommitAsync(db, new AuditDraft("cluster.edit", name, before, ClusterViews.ForAudit(cluster, kubeconfigChanged: given is not null)), cancellationToken);
        if (await ProblemOfAsync(result, cluster, cancellationToken) is { } failure) return failure;
        var held = await db.WorkspaceNamespaces.CountAsync(ns => ns.Cluster == name, cancellationToken);
        return given is null ? views.Of(cluster, held) : await ReachedAsync(cluster, held, cancellationToken);
    }

    internal static Problem NoSuchCluster(string name) => new(ErrorCodes.NotFound, $"There is no cluster '{name}'. GET /api/v1/clusters lists them.");

    private static bool IsServerUrl(string? text) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery is "/" && url.UserInfo.Length == 0);

    // Checks the kubeconfig and puts it into the row, with all that follows from it. Null: done.
    private async Task<Problem?> TakeAsync(RoadsteadDb db, Cluster cluster, string kubeconfig, CancellationToken cancellationToken)
    {
        var found = await check.CheckAsync(cluster.Name, kubeconfig, cancellationToken);
        if (!found.IsSuccess) return found.Problem;
        var (server, uid) = found.Value;
        if (uid is not null && cluster.Uid is not null && uid != cluster.Uid) return Problem.ForField(ErrorCodes.ClusterMismatch, "kubeconfig", ErrorCodes.ClusterMismatch.Remedy);
        if (uid is not null && await ClusterClaim.NameOfAsync(dbs, uid, cancellationToken) is { } holder && holder != cluster.Name) return AlreadyConnected(holder);

        cluster.Server = server.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        cluster.KubeconfigCipher = secrets.Protect(kubeconfig, SecretPlace.Kubeconfig(cluster.Id));
        if (Stored(cluster.AdmissionSecretCipher, SecretPlace.AdmissionSecret(cluster.Id)) is null) cluster.AdmissionSecretCipher = secrets.Protect(SecretText.Create(), SecretPlace.AdmissionSecret(cluster.Id));
        if (uid is null) return null;

        // Connected again: what of ours is in it is this row's to look after now, and nobody's to remove.
        cluster.Uid = uid;
        db.LeavingClusters.RemoveRange(await db.LeavingClusters.Where(row => row.Uid == uid).ToListAsync(cancellationToken));
        return null;
    }

    // Null: there is none, or it stands under a key that is lost.
    private string? Stored(byte[]? cipher, SecretPlace place)
    {
        try
        {
            return cipher is null ? null : secrets.Unprotect(cipher, place);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<Problem?> ProblemOfAsync(CommitResult result, Cluster cluster, CancellationToken cancellationToken)
    {
        if (result.Status is CommitStatus.Duplicate && result.Where?.Contains(nameof(Cluster.Uid), StringComparison.Ordinal) is true)
            return AlreadyConnected(await ClusterClaim.NameOfAsync(dbs, cluster.Uid!, cancellationToken) ?? "of another name");
        return result.ToProblem(ErrorCodes.NameTaken);
    }

    private static Problem AlreadyConnected(string holder) =>
        Problem.ForField(ErrorCodes.ClusterAlreadyConnected, "kubeconfig", $"It is the cluster '{holder}'. {ErrorCodes.ClusterAlreadyConnected.Remedy}");

    private async Task<ClusterView> ReachedAsync(Cluster cluster, int held, CancellationToken cancellationToken)
    {
        if (cluster.Kind is ClusterKind.Kubernetes) await connections.WaitForFirstAsync(cluster.Id, FirstAttempt, cancellationToken);
        return views.Of(cluster, held);
    }
}
