using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>Takes a registry away, after it was shown who loses access.</summary>
internal static class UnbindRegistryEndpoints
{
    internal static void Map(RouteGroupBuilder registries, AccessRule change)
    {
        registries.MapGet("/{r}/unbind", AskAsync).RequireAccess(change);
        registries.MapPost("/{r}/unbind", UnbindAsync).RequireAccess(change);
    }

    private static async Task<IResult> AskAsync(HttpContext http, string r, RegistryReader registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var impact = await registries.GetImpactAsync(level.Workspace, r, "remove", cancellationToken);
        return impact.IsSuccess ? ConfirmResults.Ask(http, Question(level, r, impact.Value, t)) : ConsoleResults.Problem(http, impact.Problem);
    }

    private static async Task<IResult> UnbindAsync(
        HttpContext http, string r, RegistryReader reader, RegistryRemovalService registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var problem = ConfirmResults.NameProblem(form, r, t);
        if (problem is null)
        {
            var outcome = await registries.RemoveAsync(level.Workspace, r, form["acknowledge"], cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, level.List, t["{0} is unbound.", r]);
            problem = outcome.Problem;
        }

        var impact = ConfirmResults.ImpactOf(problem);
        if (impact is null)
        {
            var now = await reader.GetImpactAsync(level.Workspace, r, "remove", cancellationToken);
            if (!now.IsSuccess)
                return ConsoleResults.Problem(http, now.Problem);
            impact = now.Value;
        }

        return ConfirmResults.Ask(http, Question(level, r, impact, t) with { Problem = problem });
    }

    private static ConfirmModel Question(RegistryLevel level, string name, ImpactView impact, IStringLocalizer<ConsoleText> t) => new(
        t["Unbind {0}?", name],
        level.IsPlatform
            ? t["Its spaces, bindings and pull identities go. The registry itself and its images stay as they are, and its hosts stay denied until you forget them."]
            : t["The namespaces of the workspace can no longer pull from it. The registry itself and its images stay as they are, and its hosts stay denied until you forget them."],
        level.LinksOf(name).Unbind,
        t["Unbind"],
        level.LinksOf(name).Overview,
        impact,
        name);
}
