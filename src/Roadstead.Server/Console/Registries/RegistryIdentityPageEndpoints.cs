using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>The pull identities for a registry, and their renewal.</summary>
internal static class RegistryIdentityPageEndpoints
{
    internal static void Map(RouteGroupBuilder registries, AccessRule change)
    {
        registries.MapGet("/{r}/identities", ListAsync).RequireAccess(change);
        registries.MapGet("/{r}/identities/rotate", AskAsync).RequireAccess(change);
        registries.MapPost("/{r}/identities/rotate", RotateAsync).RequireAccess(change);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, string r, [AsParameters] ListQuery query, RegistryReader registries, RegistryIdentityService identities, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var level = RegistryLevel.Of(http);
        var registry = await registries.GetAsync(level.Workspace, r, cancellationToken);
        if (!registry.IsSuccess)
            return ConsoleResults.Problem(http, registry.Problem);
        var page = await identities.ListAsync(level.Workspace, r, query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var model = new RegistryIdentitiesModel(level, registry.Value, query.Url(level.LinksOf(r).Identities), page.Value.Items, page.Value.NextCursor, page.Value.Total);
        return ConsoleResults.Page<RegistryIdentitiesPage, RegistryIdentityRows, RegistryIdentitiesModel>(http, model);
    }

    private static async Task<IResult> AskAsync(HttpContext http, string r, RegistryReader registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var registry = await registries.GetAsync(level.Workspace, r, cancellationToken);
        return registry.IsSuccess ? ConfirmResults.Ask(http, Question(level, registry.Value, null, t)) : ConsoleResults.Problem(http, registry.Problem);
    }

    private static async Task<IResult> RotateAsync(
        HttpContext http, string r, RegistryReader registries, RegistryIdentityService identities, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var outcome = await identities.RotateAsync(level.Workspace, r, cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, level.LinksOf(r).Identities, t["The pull identities for {0} are being renewed.", r]);
        var registry = await registries.GetAsync(level.Workspace, r, cancellationToken);
        return registry.IsSuccess ? ConfirmResults.Ask(http, Question(level, registry.Value, outcome.Problem, t)) : ConsoleResults.Problem(http, registry.Problem);
    }

    private static ConfirmModel Question(RegistryLevel level, RegistryView registry, Problem? problem, IStringLocalizer<ConsoleText> t) => new(
        t["Renew the pull identities for {0}?", registry.DisplayName],
        registry.Delivery is Delivery.Gateway or Delivery.TokenService
            ? t["An account of the gateway serves all registries of its namespace, so that it is renewed for all of them. In a Kubernetes cluster no pull fails: the old accounts go when the pull secrets hold the new ones. In a standalone cluster the old ones are dead at once: hand out the config.json again."]
            : t["New accounts are made at the registry, the pull secrets are rewritten, and then the old accounts go: in a Kubernetes cluster no pull fails. In a standalone cluster hand out the config.json again."],
        level.LinksOf(registry.Name).RotateIdentities,
        t["Renew all"],
        level.LinksOf(registry.Name).Identities,
        Problem: problem);
}
