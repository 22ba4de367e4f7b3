using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Errors;
using Roadstead.Server.Clusters;
using Roadstead.Server.Http;
using Roadstead.Server.ManagedHarbors;
using Roadstead.Server.ManagedHarbors.Following;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>Harbors in clusters to look at, and the integration of one.</summary>
internal static class ManagedHarborPageEndpoints
{
    internal static async Task<IResult> ListAsync(
        HttpContext http, [AsParameters] ListQuery query, string? cluster, string? source, ManagedHarborService harbors, ClusterService clusters, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var filter = new ManagedHarborFilter(
            string.IsNullOrEmpty(cluster) ? null : cluster,
            source == "made" ? null : WireName.Read<HarborSource>(source),
            source switch { "made" => true, "operator" or "helm" => false, _ => null });
        var page = await harbors.ListAsync(filter, query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var url = query.Url(ConsolePaths.ManagedHarbors).With("cluster", cluster).With("source", source);
        var model = new ManagedHarborsModel(url, page.Value.Items, page.Value.NextCursor, page.Value.Total);
        if (!http.WantsFragment())
            model = model with { Clusters = [.. (await ConnectedAsync(clusters, cancellationToken)).Select(found => found.Name)] };
        return ConsoleResults.Page<ManagedHarborsPage, HarborRows, ManagedHarborsModel>(http, model);
    }

    /// <summary>The page, or its live part. One that is gone is no error where the page was open already: it is what the page has to say.</summary>
    internal static async Task<IResult> ShowAsync(HttpContext http, string cluster, string @namespace, string name, ManagedHarborService harbors, CancellationToken cancellationToken)
    {
        var outcome = await harbors.GetAsync(new HarborKey(cluster, @namespace, name), cancellationToken);
        if (!outcome.IsSuccess && (outcome.Problem.Code != ErrorCodes.NotFound || !http.WantsFragment()))
            return ConsoleResults.Problem(http, outcome.Problem);
        var model = new ManagedHarborModel(cluster, @namespace, name, outcome.IsSuccess ? outcome.Value : null) { IsUpdate = http.WantsFragment() };
        return ConsoleResults.Page<HarborPage, HarborLive, ManagedHarborModel>(http, model);
    }

    internal static async Task<IResult> IntegrateAsync(
        HttpContext http, string cluster, string @namespace, string name, ManagedHarborService harbors, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var outcome = await harbors.IntegrateAsync(new HarborKey(cluster, @namespace, name), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.ManagedHarbor(cluster, @namespace, name), t["The integration of {0} is asked for.", name])
            : ConsoleResults.Problem(http, outcome.Problem);
    }

    /// <summary>The clusters that a Harbor can be in.</summary>
    internal static async Task<IReadOnlyList<ClusterView>> ConnectedAsync(ClusterService clusters, CancellationToken cancellationToken) =>
        [.. (await clusters.ListAsync(new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken)).Items.Where(cluster => cluster.Kind == ClusterKind.Kubernetes)];
}
