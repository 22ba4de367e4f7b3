using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Errors;
using Roadstead.Server.Clusters;
using Roadstead.Server.Http;
using Roadstead.Server.ManagedHarbors;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>The way to a Harbor: choose a cluster, see what it has, fill in the form.</summary>
internal static class MakeHarborEndpoints
{
    /// <summary>Without a cluster, the choice of one.</summary>
    internal static async Task<IResult> FormAsync(
        HttpContext http, string? cluster, ManagedHarborService harbors, ClusterService clusters, ClusterNamespaceService namespaces, IOptions<ManagedHarborsOptions> options, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(cluster))
            return ConsoleResults.Page<ChooseClusterPage, ChooseClusterModel>(new ChooseClusterModel(await ManagedHarborPageEndpoints.ConnectedAsync(clusters, cancellationToken)));
        var found = await PrerequisitesAsync(cluster, harbors, cancellationToken);
        if (found.Problem is { } problem)
            return ConsoleResults.Problem(http, problem);
        return Page(new HarborFormModel(cluster)
        {
            Prerequisites = found,
            Namespaces = await NamespacesAsync(cluster, namespaces, cancellationToken),
            DefaultVersion = options.Value.DefaultVersion,
            OwnDatabase = !found.HasDatabaseOperator,
            OwnRedis = !found.HasRedisOperator,
        });
    }

    internal static async Task<IResult> MakeAsync(
        HttpContext http, string? cluster, ManagedHarborService harbors, ClusterNamespaceService namespaces, IOptions<ManagedHarborsOptions> options, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(cluster))
            return ConsoleResults.GoTo(ConsolePaths.MakeHarbor);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var outcome = await harbors.CreateAsync(HarborForm.ToCreate(cluster, form), cancellationToken);
        if (outcome.IsSuccess)
        {
            var made = outcome.Value;
            return ConsoleResults.Done(http, ConsolePaths.ManagedHarbor(made.Cluster, made.Namespace, made.Name), t["{0} is being made. It becomes a registry by itself when it is ready.", made.Name]);
        }

        var model = new HarborFormModel(cluster)
        {
            Prerequisites = await PrerequisitesAsync(cluster, harbors, cancellationToken),
            Namespaces = await NamespacesAsync(cluster, namespaces, cancellationToken),
            DefaultVersion = options.Value.DefaultVersion,
        };
        return Page(HarborForm.Again(model, form) with { Problem = BesideFields(outcome.Problem) });
    }

    /// <summary>What a cluster has: a page, or a card for a page that is open.</summary>
    internal static async Task<IResult> LookAsync(HttpContext http, string? cluster, ManagedHarborService harbors, CancellationToken cancellationToken)
    {
        var model = await PrerequisitesAsync(cluster ?? "", harbors, cancellationToken);
        return model.Problem is { } problem && !http.WantsFragment()
            ? ConsoleResults.Problem(http, problem)
            : ConsoleResults.Page<PrerequisitesPage, PrerequisitesCard, PrerequisitesModel>(http, model);
    }

    private static async Task<PrerequisitesModel> PrerequisitesAsync(string cluster, ManagedHarborService harbors, CancellationToken cancellationToken)
    {
        var looked = await harbors.LookAsync(cluster, cancellationToken);
        return looked.IsSuccess ? new PrerequisitesModel(cluster, looked.Value) : new PrerequisitesModel(cluster, [], looked.Problem);
    }

    // A name that is taken and a namespace that goes are no fault of the cluster: another one is typed.
    private static Problem BesideFields(Problem problem) =>
        problem.Extensions?.GetValueOrDefault("missing") is IReadOnlyList<PrerequisiteView> missing && missing.All(check => check.Name is "name" or "namespace")
            ? problem with { Errors = missing.ToDictionary(check => check.Name, check => new[] { check.Message }) }
            : problem;

    // To choose from; any other name can be typed.
    private static async Task<IReadOnlyList<string>> NamespacesAsync(string cluster, ClusterNamespaceService namespaces, CancellationToken cancellationToken)
    {
        var page = await namespaces.ListAsync(cluster, new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken);
        return page.IsSuccess ? [.. page.Value.Items.Select(found => found.Namespace)] : [];
    }

    private static IResult Page(HarborFormModel model) =>
        ConsoleResults.Page<MakeHarborPage, HarborFormModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
