using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Clusters.Leaving;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Registries.Leaving;

namespace Roadstead.Server.Console.Leaving;

/// <summary>Registries and clusters that are gone from here and not yet clean: what is to be done there, why it is not done, and giving up.</summary>
internal static class LeavingPages
{
    internal static void Map(RouteGroupBuilder pages)
    {
        var registries = pages.MapGroup(ConsolePaths.LeavingRegistries).RequireAccess(AccessRule.PlatformAdmin);
        registries.MapGet("", RegistriesAsync);
        registries.MapGet("/{id:guid}/forget", AskRegistryAsync);
        registries.MapPost("/{id:guid}/forget", ForgetRegistryAsync);

        var clusters = pages.MapGroup(ConsolePaths.LeavingClusters).RequireAccess(AccessRule.PlatformAdmin);
        clusters.MapGet("", ClustersAsync);
        clusters.MapGet("/{id:guid}/forget", AskClusterAsync);
        clusters.MapPost("/{id:guid}/forget", ForgetClusterAsync);
    }

    private static async Task<IResult> RegistriesAsync(HttpContext http, [AsParameters] ListQuery query, LeavingRegistryService registries, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? ConsoleResults.Problem(http, problem) : Page(http, LeavingKind.Registries, query, (await registries.ListAsync(query.Whole(), cancellationToken)).Select(LeavingItem.Of));

    private static async Task<IResult> ClustersAsync(HttpContext http, [AsParameters] ListQuery query, LeavingClusterService clusters, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? ConsoleResults.Problem(http, problem) : Page(http, LeavingKind.Clusters, query, (await clusters.ListAsync(query.Whole(), cancellationToken)).Select(LeavingItem.Of));

    private static async Task<IResult> AskRegistryAsync(HttpContext http, Guid id, LeavingRegistryService registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await registries.GetAsync(id, cancellationToken);
        return found.IsSuccess ? ConfirmResults.Ask(http, OfRegistry(LeavingItem.Of(found.Value), null, t)) : ConsoleResults.Problem(http, found.Problem);
    }

    private static async Task<IResult> ForgetRegistryAsync(HttpContext http, Guid id, LeavingRegistryService registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await registries.GetAsync(id, cancellationToken);
        if (!found.IsSuccess)
            return ConsoleResults.Problem(http, found.Problem);
        var problem = ConfirmResults.NameProblem(await http.Request.ReadFormAsync(cancellationToken), found.Value.Name, t) ?? (await registries.ForgetAsync(id, cancellationToken)).Problem;
        return problem is null
            ? ConsoleResults.Done(http, ConsolePaths.LeavingRegistries, t["{0} is given up: what Roadstead made there stays.", found.Value.Name])
            : ConfirmResults.Ask(http, OfRegistry(LeavingItem.Of(found.Value), problem, t));
    }

    private static async Task<IResult> AskClusterAsync(HttpContext http, Guid id, LeavingClusterService clusters, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await clusters.GetAsync(id, cancellationToken);
        return found.IsSuccess ? ConfirmResults.Ask(http, OfCluster(LeavingItem.Of(found.Value), null, t)) : ConsoleResults.Problem(http, found.Problem);
    }

    private static async Task<IResult> ForgetClusterAsync(HttpContext http, Guid id, LeavingClusterService clusters, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await clusters.GetAsync(id, cancellationToken);
        if (!found.IsSuccess)
            return ConsoleResults.Problem(http, found.Problem);
        var problem = ConfirmResults.NameProblem(await http.Request.ReadFormAsync(cancellationToken), found.Value.Name, t) ?? (await clusters.ForgetAsync(id, cancellationToken)).Problem;
        return problem is null
            ? ConsoleResults.Done(http, ConsolePaths.LeavingClusters, t["{0} is given up: what Roadstead made there stays.", found.Value.Name])
            : ConfirmResults.Ask(http, OfCluster(LeavingItem.Of(found.Value), problem, t));
    }

    private static ConfirmModel OfRegistry(LeavingItem item, Problem? problem, IStringLocalizer<ConsoleText> t) => new(
        t["Give up {0}?", item.Name],
        t["Roadstead forgets its login and tries no more. The accounts and event subscriptions that it made at {0} stay there: remove those named roadstead-… by hand, as such an account can still pull.", item.Address],
        ConsolePaths.ForgetLeaving(ConsolePaths.LeavingRegistries, item.Id), t["Give up"], ConsolePaths.LeavingRegistries, TypeName: item.Name, Problem: problem);

    private static ConfirmModel OfCluster(LeavingItem item, Problem? problem, IStringLocalizer<ConsoleText> t) => new(
        t["Give up {0}?", item.Name],
        t["Roadstead forgets its kubeconfig and tries no more. What it made at {0} stays there: pull secrets, webhooks and labels. A webhook that is left can keep pods from starting.", item.Address],
        ConsolePaths.ForgetLeaving(ConsolePaths.LeavingClusters, item.Id), t["Give up"], ConsolePaths.LeavingClusters, TypeName: item.Name, Problem: problem);

    private static IResult Page(HttpContext http, LeavingKind kind, ListQuery query, Page<LeavingItem> page)
    {
        var url = query.Url(kind == LeavingKind.Registries ? ConsolePaths.LeavingRegistries : ConsolePaths.LeavingClusters);
        return ConsoleResults.Page<LeavingPage, LeavingRows, LeavingModel>(http, new LeavingModel(kind, url, page.Items, page.NextCursor, page.Total));
    }

    private static Page<LeavingItem> Select<T>(this Page<T> page, Func<T, LeavingItem> of) => new([.. page.Items.Select(of)], page.NextCursor, page.Total);
}
