using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Overview;
using Roadstead.Server.Spaces;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

internal static class WorkspacePageEndpoints
{
    // An overview is no list: what is more than this stands on the pages behind it.
    private static readonly ListQuery First = new() { Limit = 8 };

    // Those who hold more of them search in choose image.
    private const int ShownPlaces = 12;

    internal static async Task<IResult> MineAsync(
        HttpContext http, Caller caller, WorkspaceService workspaces, NamespaceService namespaces, MemberStepsService steps, CancellationToken cancellationToken)
    {
        // Asked as a member, whoever it is: a platform admin's own workspaces, not all of them.
        var member = caller with { PlatformRole = PlatformRole.User };
        var own = await workspaces.ListAsync(new ListQuery { Limit = ListQuery.MaxLimit }, member, cancellationToken);
        var places = await namespaces.ListOfCallerAsync(member, cancellationToken);
        var roles = http.Page().Me!.Workspaces.ToDictionary(m => m.Name, m => m.Role);
        var items = own.Items.Where(w => roles.ContainsKey(w.Name)).Select(w => (w, roles[w.Name])).ToList();
        return ConsoleResults.Page<MyWorkspacesPage, MyWorkspacesModel>(new MyWorkspacesModel(
            items, caller.IsPlatformAdmin, await steps.ReadAsync(member, items, places, cancellationToken), [.. places.Take(ShownPlaces).Select(place => (place, namespaces.Show(place)))]));
    }

    internal static async Task<IResult> ListAsync(HttpContext http, [AsParameters] ListQuery query, Caller caller, WorkspaceService workspaces, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var page = await workspaces.ListAsync(query.Whole(), caller, cancellationToken);
        var model = new WorkspacesModel(query.Url(ConsolePaths.Workspaces), page.Items, page.NextCursor, page.Total, caller.IsPlatformAdmin);
        return ConsoleResults.Page<WorkspacesPage, WorkspaceRows, WorkspacesModel>(http, model);
    }

    internal static IResult NewForm(IStringLocalizer<ConsoleText> t) => ConsoleResults.Page<WorkspaceFormPage, WorkspaceFormModel>(NewModel(t));

    internal static async Task<IResult> CreateAsync(HttpContext http, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (name, displayName) = (form.Text("name"), form.Text("displayName"));
        var outcome = await workspaces.CreateAsync(new CreateWorkspace(name, displayName), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Workspace(outcome.Value.Name), t["The workspace {0} is there. Add its namespaces and members next.", outcome.Value.Name])
            : ConsoleResults.Page<WorkspaceFormPage, WorkspaceFormModel>(
                NewModel(t) with { Name = name, DisplayName = displayName, Problem = outcome.Problem.BesideField(ErrorCodes.NameTaken, "name") }, outcome.Problem.Code.Status);
    }

    internal static async Task<IResult> ShowAsync(
        HttpContext http, string w, Caller caller, WorkspaceFrameService frames, WorkspaceOverviewService overviews, FacetService facets, SpaceReader spaces, NamespaceService namespaces, MemberService members, CancellationToken cancellationToken)
    {
        var frame = await frames.ReadAsync(http, w, cancellationToken);
        if (!frame.IsSuccess)
            return ConsoleResults.Problem(http, frame.Problem);
        var sources = await spaces.ListAsync(First, new SpaceFilter { Usable = facets.OfWorkspace(w).SpaceIds }, caller, cancellationToken);
        var places = await namespaces.ListAsync(w, First, cancellationToken);
        var people = await members.ListAsync(w, First, cancellationToken);
        return (places.Problem ?? people.Problem) is { } problem
            ? ConsoleResults.Problem(http, problem)
            : ConsoleResults.Page<WorkspacePage, WorkspaceModel>(new WorkspaceModel(
                frame.Value, await overviews.GetAsync(w, cancellationToken), sources.Items, sources.Total, places.Value.Items, people.Value.Items));
    }

    internal static async Task<IResult> EditFormAsync(HttpContext http, string w, WorkspaceService workspaces, CancellationToken cancellationToken)
    {
        var found = await workspaces.GetAsync(w, cancellationToken);
        return found.IsSuccess
            ? ConsoleResults.Page<WorkspaceFormPage, WorkspaceFormModel>(EditModel(w) with { DisplayName = found.Value.DisplayName })
            : ConsoleResults.Problem(http, found.Problem);
    }

    internal static async Task<IResult> EditAsync(HttpContext http, string w, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var displayName = (await http.Request.ReadFormAsync(cancellationToken)).Text("displayName");
        var outcome = await workspaces.EditAsync(w, new EditWorkspace(displayName ?? w), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Workspace(w), t["{0} is saved.", w])
            : ConsoleResults.Page<WorkspaceFormPage, WorkspaceFormModel>(EditModel(w) with { DisplayName = displayName, Problem = outcome.Problem }, outcome.Problem.Code.Status);
    }

    internal static async Task<IResult> DeleteFormAsync(HttpContext http, string w, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await workspaces.GetAsync(w, cancellationToken);
        return found.IsSuccess ? ConfirmResults.Ask(http, DeleteModel(w, t)) : ConsoleResults.Problem(http, found.Problem);
    }

    internal static async Task<IResult> DeleteAsync(HttpContext http, string w, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var model = DeleteModel(w, t);
        if (ConfirmResults.NameProblem(await http.Request.ReadFormAsync(cancellationToken), w, t) is { } unsure)
            return ConfirmResults.Ask(http, model with { Problem = unsure });
        var outcome = await workspaces.DeleteAsync(w, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Workspaces, t["The workspace {0} is deleted.", w])
            : ConfirmResults.Ask(http, model with { Problem = outcome.Problem });
    }

    private static WorkspaceFormModel NewModel(IStringLocalizer<ConsoleText> t) => new(ConsolePaths.NewWorkspace, ConsolePaths.Workspaces, [new Crumb(t["Workspaces"], ConsolePaths.Workspaces)], IsNew: true);

    private static WorkspaceFormModel EditModel(string w) =>
        new(ConsolePaths.EditWorkspace(w), ConsolePaths.Workspace(w), [new Crumb(w, ConsolePaths.Workspace(w))], IsNew: false) { Name = w };

    private static ConfirmModel DeleteModel(string w, IStringLocalizer<ConsoleText> t) => new(
        t["Delete the workspace {0}?", w],
        t["Its members lose it. A workspace that still holds registries, bindings or namespaces is not deleted: take those away first."],
        ConsolePaths.DeleteWorkspace(w), t["Delete"], ConsolePaths.Workspace(w), TypeName: w);
}
