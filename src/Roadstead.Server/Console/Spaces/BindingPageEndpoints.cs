using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Spaces;

/// <summary>The choice of a space's workspaces.</summary>
internal static class BindingPageEndpoints
{
    private const int ShownOptions = 100;

    internal static void Map(RouteGroupBuilder bindings)
    {
        bindings.RequireAccess(AccessRule.PlatformAdmin);
        bindings.MapGet("", FormAsync);
        bindings.MapGet("/options", OptionsAsync);
        bindings.MapPost("", SaveAsync);
    }

    private static async Task<IResult> FormAsync(HttpContext http, Guid id, string? q, Caller caller, SpaceReader spaces, WorkspaceService workspaces, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        return space.IsSuccess
            ? Page(http, await ModelAsync(space.Value, BindingService.ETag(space.Value), Bound(space.Value), q, caller, workspaces, cancellationToken))
            : ConsoleResults.Problem(http, space.Problem);
    }

    /// <summary>The options that a search finds, with what is ticked in the open dialog.</summary>
    private static async Task<IResult> OptionsAsync(HttpContext http, Guid id, string? q, Caller caller, SpaceReader spaces, WorkspaceService workspaces, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        if (!space.IsSuccess)
            return ConsoleResults.Problem(http, space.Problem);
        if (!http.IsHtmx())
            return ConsoleResults.GoTo(ConsolePaths.SpaceBindings(id));
        var chosen = http.Request.Query["workspace"].OfType<string>().ToList();
        return ConsoleResults.Page<BindingOptions, BindingsModel>(await ModelAsync(space.Value, "", chosen, q, caller, workspaces, cancellationToken));
    }

    private static async Task<IResult> SaveAsync(
        HttpContext http, Guid id, Caller caller, SpaceReader reader, SpaceService spaces, BindingService bindings, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await reader.GetAsync(id, caller, cancellationToken);
        if (!found.IsSuccess)
            return ConsoleResults.Problem(http, found.Problem);
        var space = found.Value;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var chosen = form["workspace"].OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var etag = form["etag"].ToString();

        // Taking access away is asked for once more, with who loses it.
        var leaving = Bound(space).Except(chosen, StringComparer.Ordinal).ToList();
        if (space.Visibility == Visibility.Private && leaving.Count > 0 && etag == BindingService.ETag(space) && form["confirmed"] != string.Join(",", leaving))
        {
            var model = await ModelAsync(space, etag, chosen, null, caller, workspaces, cancellationToken);
            var impacts = await ImpactsAsync(id, leaving, spaces, cancellationToken);
            model = model with { Leaving = leaving, LeavingNamespaces = impacts.Sum(impact => impact.Namespaces) };

            // Where several leave, the save itself tells what runs of all of them, and asks once more.
            return Page(http, impacts is [{ Workloads.Count: > 0 } only] ? model with { Impact = only } : model, StatusCodes.Status409Conflict);
        }

        var outcome = await bindings.PutAsync(id, new PutBindings(chosen), etag, form["acknowledge"], cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.SpacesOf(space.Registry), t["The workspaces of {0} are saved.", space.Name])
            : await RefusedAsync(http, space, chosen, leaving, etag, outcome.Problem, caller, workspaces, cancellationToken);
    }

    private static async Task<IResult> RefusedAsync(
        HttpContext http, SpaceView space, List<string> chosen, List<string> leaving, string etag, Problem problem, Caller caller, WorkspaceService workspaces, CancellationToken cancellationToken)
    {
        // Somebody else was quicker: what is bound now is shown, not what was ticked.
        if (problem.Code == ErrorCodes.PreconditionFailed)
            return Page(http, await ModelAsync(space, BindingService.ETag(space), Bound(space), null, caller, workspaces, cancellationToken) with { Problem = problem }, problem.Code.Status);
        var model = await ModelAsync(space, etag, chosen, null, caller, workspaces, cancellationToken) with { Problem = problem };
        if (ConfirmResults.ImpactOf(problem) is { } impact)
            model = model with { Leaving = leaving, LeavingNamespaces = impact.Namespaces, Impact = impact };
        return Page(http, model, problem.Code.Status);
    }

    private static async Task<BindingsModel> ModelAsync(
        SpaceView space, string etag, IReadOnlyList<string> chosen, string? search, Caller caller, WorkspaceService workspaces, CancellationToken cancellationToken)
    {
        var text = search?.Trim() is { Length: > 0 and <= 200 } trimmed ? trimmed : null;
        var page = await workspaces.ListAsync(new ListQuery { Limit = ShownOptions, Q = text }, caller, cancellationToken);
        var names = page.Items.ToDictionary(workspace => workspace.Name, workspace => workspace.DisplayName);
        WorkspaceOption[] options =
        [
            .. chosen.Order(StringComparer.Ordinal).Select(name => new WorkspaceOption(name, names.GetValueOrDefault(name, name), true)),
            .. page.Items.Where(workspace => !chosen.Contains(workspace.Name)).Select(workspace => new WorkspaceOption(workspace.Name, workspace.DisplayName, false)),
        ];
        return new BindingsModel(space, etag, options) { Search = text, HasMore = page.NextCursor is not null };
    }

    private static async Task<IReadOnlyList<ImpactView>> ImpactsAsync(Guid id, IReadOnlyList<string> leaving, SpaceService spaces, CancellationToken cancellationToken)
    {
        var impacts = new List<ImpactView>();
        foreach (var workspace in leaving)
        {
            var impact = await spaces.ImpactAsync(id, "unbind", workspace, cancellationToken);
            if (impact.IsSuccess)
                impacts.Add(impact.Value);
        }

        return impacts;
    }

    private static IReadOnlyList<string> Bound(SpaceView space) => [.. SpaceReader.BoundOf(space)];

    private static IResult Page(HttpContext http, BindingsModel model, int status = StatusCodes.Status200OK) =>
        ConsoleResults.Page<BindingsPage, BindingsDialog, BindingsModel>(http, model, status);
}
