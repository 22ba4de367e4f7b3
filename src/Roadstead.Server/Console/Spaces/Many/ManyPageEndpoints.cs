using Microsoft.Extensions.Localization;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces.Many;

/// <summary>Binds many spaces to one workspace in one go, for a team that joins; or unbinds them, for one that leaves. The spaces stand in the address.</summary>
internal static class ManyPageEndpoints
{
    internal static void Map(RouteGroupBuilder group, ManyDeed deed)
    {
        group.RequireAccess(AccessRule.PlatformAdmin);
        group.MapGet("", (HttpContext http, string? workspace, string? q, Caller caller, ManyReader reader, CancellationToken cancellationToken) => AskAsync(http, deed, workspace, q, caller, reader, cancellationToken));
        group.MapPost("/options", (HttpContext http, Caller caller, ManyReader reader, CancellationToken cancellationToken) => OptionsAsync(http, deed, caller, reader, cancellationToken));
        group.MapPost("", (HttpContext http, Caller caller, ManyReader reader, ManyBindingsService many, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) => DoAsync(http, deed, caller, reader, many, t, cancellationToken));
        group.MapGet("/state", (HttpContext http, string? workspace, Caller caller, ManyReader reader, CancellationToken cancellationToken) => StateAsync(http, deed, workspace, caller, reader, cancellationToken));
    }

    private static async Task<IResult> AskAsync(HttpContext http, ManyDeed deed, string? workspace, string? q, Caller caller, ManyReader reader, CancellationToken cancellationToken) =>
        Page(http, await reader.ReadAsync(deed, ManyReader.Ids(http.Request.Query["space"]), workspace, q, caller, cancellationToken));

    /// <summary>Other workspaces, or what the choice of one takes away.</summary>
    private static async Task<IResult> OptionsAsync(HttpContext http, ManyDeed deed, Caller caller, ManyReader reader, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = await reader.ReadAsync(deed, ManyReader.Ids(form["space"]), form["workspace"], form["q"], caller, cancellationToken);
        return ConsoleResults.Page<ManyPage, ManyWork, ManyModel>(http, model);
    }

    private static async Task<IResult> DoAsync(HttpContext http, ManyDeed deed, Caller caller, ManyReader reader, ManyBindingsService many, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var ids = ManyReader.Ids(form["space"]);
        var workspace = form["workspace"].ToString();
        var model = await reader.ReadAsync(deed, ids, workspace, form["q"], caller, cancellationToken);
        if (workspace.Length == 0)
            return Page(http, model with { Problem = Problem.ForField(ErrorCodes.ValidationFailed, "workspace", t["Choose a workspace."]) });

        // Who loses what was shown before, or is now.
        if (deed == ManyDeed.Unbind && form["confirmed"] != workspace && model.Impact is { Workspaces.Count: > 0 })
            return Page(http, model, StatusCodes.Status409Conflict);
        Outcome<RefusedSpaces> outcome = deed == ManyDeed.Bind ? await many.BindAsync(ids, workspace, cancellationToken) : await many.UnbindAsync(ids, workspace, form["acknowledge"], cancellationToken);
        if (!outcome.IsSuccess)
            return Page(http, model with { Problem = outcome.Problem, Impact = ConfirmResults.ImpactOf(outcome.Problem) ?? model.Impact });

        var refused = outcome.Value.Problems;
        var state = new ManyStateModel(deed, workspace, await reader.SpacesAsync(ids, caller, cancellationToken)) { Refused = refused };
        if (http.WantsFragment() || refused.Count > 0)
            return ConsoleResults.Page<ManyStatePage, ManyStateDialog, ManyStateModel>(http, state);
        return ConsoleResults.Done(http, state.Path, deed == ManyDeed.Bind ? t["{0} spaces are bound to {1}.", ids.Count, workspace] : t["{0} spaces are unbound from {1}.", ids.Count, workspace]);
    }

    private static async Task<IResult> StateAsync(HttpContext http, ManyDeed deed, string? workspace, Caller caller, ManyReader reader, CancellationToken cancellationToken)
    {
        var model = new ManyStateModel(deed, workspace ?? "", await reader.SpacesAsync(ManyReader.Ids(http.Request.Query["space"]), caller, cancellationToken));
        return ConsoleResults.Page<ManyStatePage, ManyStates, ManyStateModel>(http, model);
    }

    private static IResult Page(HttpContext http, ManyModel model, int? status = null) =>
        ConsoleResults.Page<ManyPage, ManyDialog, ManyModel>(http, model, status ?? model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
