using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Errors;
using Roadstead.Server.Clusters;
using Roadstead.Server.Clusters.Leaving;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Clusters;

internal static class ClusterPageEndpoints
{
    internal static void Map(RouteGroupBuilder pages)
    {
        var clusters = pages.MapGroup(ConsolePaths.Clusters).RequireAccess(AccessRule.PlatformAdmin);
        clusters.MapGet("", ListAsync);
        clusters.MapGet("/-/new", () => Page(new ClusterFormModel()));
        clusters.MapPost("/-/new", CreateAsync);
        clusters.MapGet("/{c}", ShowAsync);
        clusters.MapGet("/{c}/status", StatusAsync);
        clusters.MapGet("/{c}/edit", EditFormAsync);
        clusters.MapPost("/{c}/edit", EditAsync);
        clusters.MapGet("/{c}/delete", AskDeleteAsync);
        clusters.MapPost("/{c}/delete", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, [AsParameters] ListQuery query, ClusterService clusters, LeavingClusterService leaving, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var page = await clusters.ListAsync(query, cancellationToken);
        var url = new ListUrl(ConsolePaths.Clusters).With("q", query.Q).With("cursor", query.Cursor);
        return ConsoleResults.Page<ClustersPage, ClusterRows, ClustersModel>(http, new ClustersModel(url, page.Items, page.NextCursor, page.Total)
        {
            Leaving = http.WantsFragment() ? 0 : (await leaving.ListAsync(new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken)).Items.Count,
        });
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, string c, [AsParameters] ListQuery query, ClusterService clusters, ClusterNamespaceService all, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var cluster = await clusters.GetAsync(c, cancellationToken);
        if (!cluster.IsSuccess)
            return ConsoleResults.Problem(http, cluster.Problem);
        var namespaces = await all.ListAsync(c, query.Whole(), cancellationToken);
        if (!namespaces.IsSuccess)
            return ConsoleResults.Problem(http, namespaces.Problem);
        var model = new ClusterModel(cluster.Value, query.Url(ConsolePaths.Cluster(c)), namespaces.Value.Items, namespaces.Value.NextCursor, namespaces.Value.Total);
        return ConsoleResults.Page<ClusterPage, ClusterNamespaceRows, ClusterModel>(http, model);
    }

    /// <summary>The part of the page that tells how the cluster does; the page itself where somebody opens the address.</summary>
    private static async Task<IResult> StatusAsync(HttpContext http, string c, ClusterService clusters, CancellationToken cancellationToken)
    {
        if (!http.IsHtmx())
            return ConsoleResults.GoTo(ConsolePaths.Cluster(c));
        var cluster = await clusters.GetAsync(c, cancellationToken);
        return cluster.IsSuccess ? ConsoleResults.Page<ClusterAbout, ClusterView>(cluster.Value) : ConsoleResults.Problem(http, cluster.Problem);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ClusterService clusters, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = ClusterForm.Typed(new ClusterFormModel(), form);
        var kubeconfig = model.IsKubernetes ? await ClusterForm.KubeconfigAsync(form, cancellationToken) : null;
        var outcome = await clusters.CreateAsync(new CreateCluster(model.Name, model.Kind, kubeconfig, model.ServerUrl, model.UnmanagedImages), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Cluster(outcome.Value.Name), t["{0} is added.", outcome.Value.Name])
            : Page(model with { Problem = Placed(outcome.Problem) });
    }

    private static async Task<IResult> EditFormAsync(HttpContext http, string c, ClusterService clusters, WouldDenyService denials, CancellationToken cancellationToken)
    {
        var cluster = await clusters.GetAsync(c, cancellationToken);
        return cluster.IsSuccess ? Page(await WithDenialsAsync(Stored(cluster.Value), c, denials, cancellationToken)) : ConsoleResults.Problem(http, cluster.Problem);
    }

    private static async Task<ClusterFormModel> WithDenialsAsync(ClusterFormModel model, string cluster, WouldDenyService denials, CancellationToken cancellationToken) =>
        model.IsKubernetes && await denials.ReadAsync(cluster, cancellationToken) is { IsSuccess: true, Value: var found } ? model with { Denials = found } : model;

    private static async Task<IResult> EditAsync(HttpContext http, string c, ClusterService clusters, WouldDenyService denials, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var cluster = await clusters.GetAsync(c, cancellationToken);
        if (!cluster.IsSuccess)
            return ConsoleResults.Problem(http, cluster.Problem);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = ClusterForm.Typed(Stored(cluster.Value), form) with { Kind = cluster.Value.Kind };

        // Left as it was shown, the address goes on following this server's public one.
        var url = model.ServerUrl == cluster.Value.ServerUrl ? null : model.ServerUrl;
        var kubeconfig = model.IsKubernetes ? await ClusterForm.KubeconfigAsync(form, cancellationToken) : null;
        var outcome = await clusters.EditAsync(c, new EditCluster(url, model.UnmanagedImages, model.Admission, kubeconfig, model.IsKubernetes ? model.FoundHarbors : null), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Cluster(c), t["{0} is saved.", c])
            : Page(await WithDenialsAsync(model with { Problem = Placed(outcome.Problem) }, c, denials, cancellationToken));
    }

    private static async Task<IResult> AskDeleteAsync(HttpContext http, string c, ClusterDeletionService clusters, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        await AskAsync(http, c, null, clusters, t, cancellationToken);

    private static async Task<IResult> DeleteAsync(HttpContext http, string c, ClusterDeletionService clusters, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var problem = ConfirmResults.NameProblem(form, c, t);
        if (problem is null)
        {
            var outcome = await clusters.DeleteAsync(c, form.Text("acknowledge"), cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, ConsolePaths.Clusters, t["{0} is deleted.", c]);
            problem = outcome.Problem;
        }

        return await AskAsync(http, c, problem, clusters, t, cancellationToken);
    }

    private static async Task<IResult> AskAsync(HttpContext http, string name, Problem? problem, ClusterDeletionService clusters, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var impact = await clusters.GetImpactAsync(name, cancellationToken);
        return impact.IsSuccess
            ? ConfirmResults.Ask(http, new ConfirmModel(
                t["Delete the cluster {0}?", name],
                t["Its namespaces ({0}) leave their workspaces, their pull identities die at once, and what Roadstead made in the cluster is removed. What runs there stays.", impact.Value.Namespaces],
                ConsolePaths.DeleteCluster(name), t["Delete"], ConsolePaths.Clusters, impact.Value.Workloads.Count > 0 ? impact.Value : null, name, problem))
            : ConsoleResults.Problem(http, impact.Problem);
    }

    private static ClusterFormModel Stored(ClusterView cluster) => new(cluster.Name)
    {
        Kind = cluster.Kind,
        ServerUrl = cluster.ServerUrl,
        Admission = cluster.Admission,
        UnmanagedImages = cluster.UnmanagedImages,
        FoundHarbors = cluster.FoundHarbors,
    };

    private static Problem Placed(Problem problem) => problem.BesideField(ErrorCodes.NameTaken, "name").BesideField(ErrorCodes.KubeconfigUnsupported, "kubeconfig");

    private static IResult Page(ClusterFormModel model) =>
        ConsoleResults.Page<ClusterFormPage, ClusterFormModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
