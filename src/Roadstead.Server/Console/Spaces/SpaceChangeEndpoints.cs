using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces;

/// <summary>Makes a space public or private, and deletes it, after it was shown who loses access.</summary>
internal static class SpaceChangeEndpoints
{
    internal static void Map(RouteGroupBuilder space)
    {
        space.RequireAccess(AccessRule.PlatformAdmin);
        space.MapGet("/visibility", AskVisibilityAsync);
        space.MapPost("/visibility", SetVisibilityAsync);
        space.MapGet("/keep", AskKeepAsync);
        space.MapPost("/keep", KeepAsync);
        space.MapGet("/delete", AskDeleteAsync);
        space.MapPost("/delete", DeleteAsync);
    }

    private static async Task<IResult> AskVisibilityAsync(HttpContext http, Guid id, string? to, Caller caller, SpaceReader reader, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        await AskAsync(http, id, caller, reader, (space, problem) => VisibilityQuestionAsync(space, To(to), problem, spaces, t, cancellationToken), null, cancellationToken);

    private static async Task<IResult> SetVisibilityAsync(HttpContext http, Guid id, string? to, Caller caller, SpaceReader reader, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var outcome = await spaces.EditAsync(id, new EditSpace(To(to)), form["acknowledge"], cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.SpacesOf(outcome.Value.Registry), Told(outcome.Value, t))
            : await AskAsync(http, id, caller, reader, (space, problem) => VisibilityQuestionAsync(space, To(to), problem, spaces, t, cancellationToken), outcome.Problem, cancellationToken);
    }

    private static async Task<IResult> AskKeepAsync(HttpContext http, Guid id, Caller caller, SpaceReader reader, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        await AskAsync(http, id, caller, reader, (space, problem) => Task.FromResult(KeepQuestion(space, problem, t)), null, cancellationToken);

    private static async Task<IResult> KeepAsync(HttpContext http, Guid id, Caller caller, SpaceReader reader, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var outcome = await spaces.EditAsync(id, new EditSpace(Keep: true), null, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.SpacesOf(outcome.Value.Registry), t["{0} stays.", outcome.Value.Name])
            : await AskAsync(http, id, caller, reader, (space, problem) => Task.FromResult(KeepQuestion(space, problem, t)), outcome.Problem, cancellationToken);
    }

    private static async Task<IResult> AskDeleteAsync(HttpContext http, Guid id, Caller caller, SpaceReader reader, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        await AskAsync(http, id, caller, reader, (space, problem) => DeleteQuestionAsync(space, problem, spaces, t, cancellationToken), null, cancellationToken);

    private static async Task<IResult> DeleteAsync(HttpContext http, Guid id, Caller caller, SpaceReader reader, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var found = await reader.GetAsync(id, caller, cancellationToken);
        if (!found.IsSuccess)
            return ConsoleResults.Problem(http, found.Problem);
        var problem = ConfirmResults.NameProblem(form, found.Value.Name, t);
        if (problem is null)
        {
            var outcome = await spaces.DeleteAsync(id, form["acknowledge"], cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, ConsolePaths.SpacesOf(outcome.Value.Registry), outcome.Value.Removing ? t["{0} is being deleted at the registry. Nobody may pull from it any more.", outcome.Value.Name] : t["{0} is deleted.", outcome.Value.Name]);
            problem = outcome.Problem;
        }

        return await AskAsync(http, id, caller, reader, (space, why) => DeleteQuestionAsync(space, why, spaces, t, cancellationToken), problem, cancellationToken);
    }

    private static async Task<IResult> AskAsync(
        HttpContext http, Guid id, Caller caller, SpaceReader reader, Func<SpaceView, Problem?, Task<ConfirmModel>> question, Problem? problem, CancellationToken cancellationToken)
    {
        var space = await reader.GetAsync(id, caller, cancellationToken);
        return space.IsSuccess ? ConfirmResults.Ask(http, await question(space.Value, problem)) : ConsoleResults.Problem(http, space.Problem);
    }

    private static async Task<ConfirmModel> VisibilityQuestionAsync(SpaceView space, Visibility to, Problem? problem, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        to == Visibility.Public
            ? new ConfirmModel(
                t["Make {0} public?", space.Name], t["Every namespace of every cluster may then pull {0}. Its bindings stay, and count again once it is private.", space.Prefix],
                ConsolePaths.SpaceVisibility(space.Id) + "?to=public", t["Make public"], ConsolePaths.SpacesOf(space.Registry), Problem: problem)
            : new ConfirmModel(
                t["Make {0} private?", space.Name], t["Only namespaces of the workspaces bound to it may then pull {0}.", space.Prefix],
                ConsolePaths.SpaceVisibility(space.Id) + "?to=private", t["Make private"], ConsolePaths.SpacesOf(space.Registry),
                await ImpactAsync(space, "make-private", problem, spaces, cancellationToken), Problem: problem);

    private static ConfirmModel KeepQuestion(SpaceView space, Problem? problem, IStringLocalizer<ConsoleText> t) => new(
        t["Keep the space {0}?", space.Name], t["It is not deleted, and open again to those that it was open to, with the bindings that it has."],
        ConsolePaths.KeepSpace(space.Id), t["Keep"], ConsolePaths.SpacesOf(space.Registry), Problem: problem);

    private static string Told(SpaceView space, IStringLocalizer<ConsoleText> t) => (space.Visibility, space.State) switch
    {
        (Visibility.Public, DeliveryState.Ready) => t["{0} is public now.", space.Name],
        (Visibility.Public, _) => t["{0} is public as soon as the registry has opened it.", space.Name],
        _ => t["{0} is private now.", space.Name],
    };

    private static async Task<ConfirmModel> DeleteQuestionAsync(SpaceView space, Problem? problem, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) => new(
        t["Delete the space {0}?", space.Name], space.OfRegistry
            ? t["It is deleted at the registry itself, if it is empty there: the registry keeps one that holds images. From now on nobody may pull from it."]
            : t["Its bindings go. The images stay in the registry; the space with the next shorter name decides about them, and where there is none they are denied."],
        ConsolePaths.DeleteSpace(space.Id), t["Delete"], ConsolePaths.SpacesOf(space.Registry), await ImpactAsync(space, "delete", problem, spaces, cancellationToken), space.Name, problem);

    private static async Task<ImpactView?> ImpactAsync(SpaceView space, string action, Problem? problem, SpaceService spaces, CancellationToken cancellationToken)
    {
        if (ConfirmResults.ImpactOf(problem) is { } told)
            return told;
        var impact = await spaces.ImpactAsync(space.Id, action, null, cancellationToken);
        return impact.IsSuccess ? impact.Value : null;
    }

    // Whatever else stands in the address: private never opens anything.
    private static Visibility To(string? to) => WireName.Read<Visibility>(to) ?? Visibility.Private;
}
