using System.Text;
using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

internal static class NamespacePageEndpoints
{
    internal static async Task<IResult> ListAsync(
        HttpContext http, string w, string? state, [AsParameters] ListQuery query, WorkspaceFrameService frames, NamespaceService namespaces, ClusterChoices clusters, CancellationToken cancellationToken)
    {
        var model = await ReadAsync(http, w, state, query, null, frames, namespaces, clusters, cancellationToken);
        return model.IsSuccess ? ConsoleResults.Page<NamespacesPage, NamespaceRows, NamespacesModel>(http, model.Value) : ConsoleResults.Problem(http, model.Problem);
    }

    internal static async Task<IResult> AddAsync(
        HttpContext http, string w, WorkspaceFrameService frames, NamespaceService namespaces, ClusterChoices clusters, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (cluster, ns) = (form.Text("cluster") ?? "", form.Text("namespace") ?? "");
        var outcome = await namespaces.PutAsync(w, cluster, ns, cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.Namespaces(w), t["{0} is in {1} now.", $"{cluster}/{ns}", w]);

        var model = await ReadAsync(http, w, null, new ListQuery(), cluster, frames, namespaces, clusters, cancellationToken);
        var problem = outcome.Problem.BesideField(ErrorCodes.NamespaceInOtherWorkspace, "namespace").BesideField(ErrorCodes.NotFound, "cluster");
        return model.IsSuccess
            ? ConsoleResults.Page<NamespacesPage, NamespacesModel>(model.Value with { Cluster = cluster, Namespace = ns, Problem = problem }, problem.Code.Status)
            : ConsoleResults.Problem(http, model.Problem);
    }

    /// <summary>What the form offers once another cluster is chosen.</summary>
    internal static async Task<IResult> OptionsAsync(HttpContext http, string w, string? cluster, ClusterChoices clusters, CancellationToken cancellationToken) =>
        http.IsHtmx()
            ? ConsoleResults.Page<NamespaceOptions, IReadOnlyList<string>>(await clusters.FreeAsync(cluster, cancellationToken))
            : ConsoleResults.GoTo(ConsolePaths.Namespaces(w));

    internal static async Task<IResult> RemoveFormAsync(
        HttpContext http, string w, string cluster, string @namespace, NamespaceService namespaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        await AskRemoveAsync(http, w, cluster, @namespace, null, namespaces, t, cancellationToken);

    internal static async Task<IResult> RemoveAsync(
        HttpContext http, string w, string cluster, string @namespace, NamespaceService namespaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (ConfirmResults.NameProblem(form, @namespace, t) is { } unsure)
            return await AskRemoveAsync(http, w, cluster, @namespace, unsure, namespaces, t, cancellationToken);
        var outcome = await namespaces.DeleteAsync(w, cluster, @namespace, form["acknowledge"], cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Namespaces(w), t["{0} is in {1} no more.", $"{cluster}/{@namespace}", w])
            : await AskRemoveAsync(http, w, cluster, @namespace, outcome.Problem, namespaces, t, cancellationToken);
    }

    /// <summary>The file itself; who took it is in the audit.</summary>
    internal static async Task<IResult> DockerConfigAsync(HttpContext http, string cluster, string @namespace, DockerConfigService configs, CancellationToken cancellationToken)
    {
        var outcome = await configs.ReadAsync(cluster, @namespace, cancellationToken);
        if (!outcome.IsSuccess)
            return ConsoleResults.Problem(http, outcome.Problem);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(outcome.Value.ToJsonString()), "application/json", "config.json");
    }

    private static async Task<Outcome<NamespacesModel>> ReadAsync(
        HttpContext http, string w, string? state, ListQuery query, string? chosen, WorkspaceFrameService frames, NamespaceService namespaces, ClusterChoices clusters, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return problem;
        var frame = await frames.ReadAsync(http, w, cancellationToken);
        if (!frame.IsSuccess)
            return frame.Problem;
        var page = WireName.Read<DeliveryState>(state) is { } wanted
            ? await namespaces.ListAsync(w, wanted, query.Whole(), cancellationToken)
            : await namespaces.ListAsync(w, query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return page.Problem;

        // The names of clusters are the platform's: only who may add a namespace is told them.
        var names = frame.Value.IsPlatformAdmin ? await clusters.NamesAsync(cancellationToken) : [];
        return new NamespacesModel(frame.Value, query.Url(ConsolePaths.Namespaces(w)).With("state", state), page.Value.Items, page.Value.NextCursor, page.Value.Total, names)
        {
            Free = names is [var first, ..] ? await clusters.FreeAsync(chosen ?? first, cancellationToken) : [],
        };
    }

    private static async Task<IResult> AskRemoveAsync(
        HttpContext http, string w, string cluster, string ns, Problem? problem, NamespaceService namespaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        // What runs there is shown; a namespace where nothing does loses nothing that a list could show.
        var impact = await namespaces.GetImpactAsync(w, cluster, ns, cancellationToken);
        return ConfirmResults.Ask(http, new ConfirmModel(
            t["Remove {0} from {1}?", $"{cluster}/{ns}", w],
            t["Its pull identity dies at once, copies of it too. What runs there goes on, and cannot pull private images again."],
            ConsolePaths.RemoveNamespace(w, cluster, ns), t["Remove"], ConsolePaths.Namespaces(w),
            impact is { IsSuccess: true, Value.Workloads.Count: > 0 } ? impact.Value : null, TypeName: ns, Problem: problem));
    }
}
