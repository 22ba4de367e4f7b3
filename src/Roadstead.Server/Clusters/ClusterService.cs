using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Hosting;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Clusters;

/// <summary>Clusters and what is known of their namespaces.</summary>
public sealed class ClusterService(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, ServerOptions options, TimeProvider time)
{
    public async Task<Page<ClusterView>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var clusters = db.Clusters.AsNoTracking().Where(cluster => query.Pattern == null || EF.Functions.Like(cluster.Name, query.Pattern, ListQuery.Escape));
        return await Paging.ReadAsync(clusters, cluster => cluster.Name, rows => ViewsAsync(db, rows, cancellationToken), query, cancellationToken);
    }

    public async Task<Outcome<ClusterView>> GetAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var cluster = await db.Clusters.AsNoTracking().SingleOrDefaultAsync(cluster => cluster.Name == name, cancellationToken);
        return cluster is null ? NoSuchCluster(name) : await ViewAsync(db, cluster, cancellationToken);
    }

    public async Task<Outcome<ClusterView>> CreateAsync(CreateCluster request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(Names.IsLabel(request.Name), "name", $"A cluster's name is {Names.LabelShape}.")
            .Require(IsServerUrl(request.ServerUrl), "serverUrl", "serverUrl is http://host:port or https://host:port, without a path.")
            .Require(request.Kind is ClusterKind.Kubernetes || request.Kubeconfig is null, "kubeconfig", "A standalone cluster has no kubeconfig.")
            .Require(request.Kind is ClusterKind.Standalone || request.Kubeconfig is not null, "kubeconfig", "Give the kubeconfig of the cluster, or kind 'standalone'.");
        if (errors.ToProblem() is { } problem) return problem;
        if (request.Kind is ClusterKind.Kubernetes)
            return Problem.ForField(ErrorCodes.CapabilityMissing, "kind", "This version keeps standalone clusters only: send \"kind\": \"standalone\".");

        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var cluster = new Cluster
        {
            Name = request.Name!,
            Kind = request.Kind,
            ServerUrl = request.ServerUrl?.TrimEnd('/'),
            UnmanagedImages = request.UnmanagedImages ?? UnmanagedImages.Allow,
            CreatedAt = time.GetUtcNow(),
        };
        db.Clusters.Add(cluster);
        var view = View(cluster, 0);
        var result = await changes.CommitAsync(db, new AuditDraft("cluster.create", cluster.Name, null, view), cancellationToken);
        return result.ToProblem(ErrorCodes.NameTaken) is { } refusal ? refusal : view;
    }

    public async Task<Outcome<ClusterView>> EditAsync(string name, EditCluster request, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var cluster = await db.Clusters.SingleOrDefaultAsync(cluster => cluster.Name == name, cancellationToken);
        if (cluster is null) return NoSuchCluster(name);
        var errors = new FieldErrors()
            .Require(IsServerUrl(request.ServerUrl), "serverUrl", "serverUrl is http://host:port or https://host:port, without a path.")
            .Require(request.Admission is null or AdmissionMode.Off || cluster.Kind is ClusterKind.Kubernetes, "admission", "A standalone cluster has no admission.");
        if (errors.ToProblem() is { } problem) return problem;

        var before = await ViewAsync(db, cluster, cancellationToken);
        cluster.ServerUrl = request.ServerUrl?.TrimEnd('/') ?? cluster.ServerUrl;
        cluster.UnmanagedImages = request.UnmanagedImages ?? cluster.UnmanagedImages;
        cluster.Admission = request.Admission ?? cluster.Admission;
        var after = View(cluster, before.NamespaceCount);
        if (after == before) return after;
        var result = await changes.CommitAsync(db, new AuditDraft("cluster.edit", name, before, after), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : after;
    }

    public async Task<Outcome<ClusterView>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var cluster = await db.Clusters.SingleOrDefaultAsync(cluster => cluster.Name == name, cancellationToken);
        if (cluster is null) return NoSuchCluster(name);
        var namespaces = await db.WorkspaceNamespaces.Include(ns => ns.Workspace).Where(ns => ns.Cluster == name).ToListAsync(cancellationToken);
        var before = View(cluster, namespaces.Count);
        db.WorkspaceNamespaces.RemoveRange(namespaces);
        db.Clusters.Remove(cluster);
        AuditDraft[] drafts =
        [
            new("cluster.delete", name, before),
            .. namespaces.Select(ns => new AuditDraft("workspace.remove-namespace", $"{ns.Workspace!.Name}/{ns.Cluster}/{ns.Namespace}", new { ns.Cluster, ns.Namespace })),
        ];
        var result = await changes.CommitAsync(db, drafts, new CommitTerms(), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : before;
    }

    public async Task<Outcome<Page<NamespaceView>>> ListNamespacesAsync(string name, ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (!await db.Clusters.AnyAsync(cluster => cluster.Name == name, cancellationToken)) return NoSuchCluster(name);
        var namespaces = db.WorkspaceNamespaces.AsNoTracking().Include(ns => ns.Workspace).Where(ns => ns.Cluster == name && (query.Pattern == null || EF.Functions.Like(ns.Namespace, query.Pattern, ListQuery.Escape)));
        return await Paging.ReadAsync(
            namespaces,
            ns => ns.Namespace,
            rows => Task.FromResult<IReadOnlyList<NamespaceView>>([.. rows.Select(ns => new NamespaceView(ns.Namespace, ns.Workspace!.Name))]),
            query,
            cancellationToken);
    }

    private static Problem NoSuchCluster(string name) => new(ErrorCodes.NotFound, $"There is no cluster '{name}'. GET /api/v1/clusters lists them.");

    private static bool IsServerUrl(string? text) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery is "/" && url.UserInfo.Length == 0);

    private async Task<ClusterView> ViewAsync(RoadsteadDb db, Cluster cluster, CancellationToken cancellationToken) =>
        View(cluster, await db.WorkspaceNamespaces.CountAsync(ns => ns.Cluster == cluster.Name, cancellationToken));

    private async Task<IReadOnlyList<ClusterView>> ViewsAsync(RoadsteadDb db, IReadOnlyList<Cluster> clusters, CancellationToken cancellationToken)
    {
        var names = clusters.Select(cluster => cluster.Name).ToList();
        var counts = await db.WorkspaceNamespaces.Where(ns => names.Contains(ns.Cluster)).GroupBy(ns => ns.Cluster)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);
        return [.. clusters.Select(cluster => View(cluster, counts.GetValueOrDefault(cluster.Name)))];
    }

    private ClusterView View(Cluster cluster, int namespaceCount) => new(
        cluster.Name,
        cluster.Kind,
        Server: null,
        cluster.ServerUrl ?? options.PublicUrl.GetLeftPart(UriPartial.Authority),
        Version: null,
        ClusterStatus.Connected,
        Reason: "standalone",
        Message: "A standalone cluster is no Kubernetes: its namespaces are only names.",
        namespaceCount,
        cluster.Admission,
        cluster.UnmanagedImages,
        cluster.CreatedAt);
}
