using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Spaces.Progress;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces.Choice;

/// <summary>The choice of a space's workspaces. What is chosen stands in the open form alone, until it is saved.</summary>
internal static class BindingPageEndpoints
{
    internal static void Map(RouteGroupBuilder bindings)
    {
        bindings.RequireAccess(AccessRule.PlatformAdmin);
        bindings.MapGet("", FormAsync);
        bindings.MapPost("/options", OptionsAsync);
        bindings.MapPost("/changes", ChangesAsync);
        bindings.MapPost("", SaveAsync);
    }

    private static async Task<IResult> FormAsync(HttpContext http, Guid id, [AsParameters] ListQuery query, string? show, Caller caller, SpaceReader spaces, BindingChoiceReader reader, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        return space.IsSuccess
            ? Page(http, await reader.ReadAsync(space.Value, BindingChoice.Of(space.Value), query.Whole(), show, caller, cancellationToken))
            : ConsoleResults.Problem(http, space.Problem);
    }

    /// <summary>Other workspaces in the open form, with what is chosen in it.</summary>
    private static async Task<IResult> OptionsAsync(HttpContext http, Guid id, string? cursor, string? ticks, Caller caller, SpaceReader spaces, BindingChoiceReader reader, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        if (!space.IsSuccess)
            return ConsoleResults.Problem(http, space.Problem);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var query = new ListQuery { Q = form["q"], Cursor = cursor }.Whole();
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var choice = BindingChoice.Read(space.Value, form, WireName.Read<ShownTicks>(ticks) ?? ShownTicks.AsTicked);
        return ConsoleResults.Page<BindingsPage, BindingWork, BindingsModel>(http, await reader.ReadAsync(space.Value, choice, query, form["show"], caller, cancellationToken));
    }

    /// <summary>What the open form changes, and who loses by it.</summary>
    private static async Task<IResult> ChangesAsync(HttpContext http, Guid id, Caller caller, SpaceReader spaces, BindingChoiceReader reader, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        if (!space.IsSuccess)
            return ConsoleResults.Problem(http, space.Problem);
        var choice = BindingChoice.Read(space.Value, await http.Request.ReadFormAsync(cancellationToken));
        return ConsoleResults.Page<BindingsPage, BindingChanges, BindingsModel>(http, await reader.ReadAsync(space.Value, choice, new ListQuery(), null, caller, cancellationToken));
    }

    private static async Task<IResult> SaveAsync(
        HttpContext http, Guid id, Caller caller, SpaceReader spaces, BindingService bindings, BindingChoiceReader reader, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await spaces.GetAsync(id, caller, cancellationToken);
        if (!found.IsSuccess)
            return ConsoleResults.Problem(http, found.Problem);
        var space = found.Value;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var choice = BindingChoice.Read(space, form);
        var etag = form["etag"].ToString();

        // Who loses what is shown as soon as a tick goes; without scripts, or where somebody was quicker than the answer, it is asked here.
        if (space.Visibility == Visibility.Private && choice.Leaving.Count > 0 && etag == BindingService.ETag(space) && form["confirmed"] != BindingChoice.Text(choice.Leaving))
            return Page(http, await reader.ReadAsync(space, choice, new ListQuery(), Narrowed(choice), caller, cancellationToken), StatusCodes.Status409Conflict);

        var outcome = await bindings.PutAsync(id, new PutBindings(choice.Chosen), etag, form["acknowledge"], cancellationToken);
        if (!outcome.IsSuccess)
            return Page(http, await RefusedAsync(space, choice, etag, outcome.Problem, reader, caller, cancellationToken), outcome.Problem.Code.Status);
        var saved = t["The workspaces of {0} are saved.", space.Name].Value;
        return http.WantsFragment()
            ? ConsoleResults.Page<BindingStatesDialog, BindingStatesModel>(BindingStatesModel.Of(outcome.Value, null, null) with { Done = saved })
            : ConsoleResults.Done(http, ConsolePaths.SpaceBindingStates(id), saved);
    }

    private static async Task<BindingsModel> RefusedAsync(SpaceView space, BindingChoice choice, string etag, Problem problem, BindingChoiceReader reader, Caller caller, CancellationToken cancellationToken)
    {
        // Somebody else was quicker: what is bound now is shown, not what was ticked.
        if (problem.Code == ErrorCodes.PreconditionFailed)
            return await reader.ReadAsync(space, BindingChoice.Of(space), new ListQuery(), null, caller, cancellationToken) with { Problem = problem };
        var model = await reader.ReadAsync(space, choice, new ListQuery(), Narrowed(choice), caller, cancellationToken) with { ETag = etag, Problem = problem };
        return ConfirmResults.ImpactOf(problem) is { } impact ? model with { Impact = impact } : model;
    }

    // What is asked about is what is shown.
    private static string? Narrowed(BindingChoice choice) => choice.IsChange ? BindingsModel.Changed : null;

    private static IResult Page(HttpContext http, BindingsModel model, int status = StatusCodes.Status200OK) =>
        ConsoleResults.Page<BindingsPage, BindingsDialog, BindingsModel>(http, model, status);
}
