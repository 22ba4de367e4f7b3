using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Access;

/// <summary>The two changes that let an image through, made from its explanation, which one comes back to.</summary>
internal static class MendEndpoints
{
    internal static void Map(RouteGroupBuilder pages)
    {
        var mend = pages.MapGroup(ConsolePaths.Access + "/{cluster}/{namespace}").RequireAccess(AccessRule.PlatformAdmin);
        mend.MapGet("/bind", AskBindAsync);
        mend.MapPost("/bind", BindAsync);
        mend.MapGet("/join", AskJoinAsync);
        mend.MapPost("/join", JoinAsync);
    }

    private static async Task<IResult> AskBindAsync(
        HttpContext http, string cluster, string @namespace, string? image, ExplainService explain, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var back = ConsolePaths.AccessTo(cluster, @namespace, image ?? "");
        var answer = await explain.ExplainAsync(cluster, @namespace, image, cancellationToken);

        // Bound meanwhile, or something else stands in the way: the explanation says what.
        if (answer is not { IsSuccess: true, Value: { Mend: AccessMend.Binding, SpaceId: { } space, DecidingSpace: { } name, Workspace: { } workspace } })
            return ConsoleResults.GoTo(back);
        var held = await workspaces.GetAsync(workspace, cancellationToken);
        return Page(http, new MendModel(
            t["Bind {0} to {1}?", name, workspace],
            t["Every namespace of the workspace ({0}) may then pull every image of the space, at once.", held.IsSuccess ? held.Value.NamespaceCount : 0],
            ConsolePaths.MendBinding(cluster, @namespace, image ?? ""), t["Bind"], back)
        {
            Fields = [("space", space.ToString()), ("workspace", workspace)],
        });
    }

    private static async Task<IResult> BindAsync(
        HttpContext http, string cluster, string @namespace, string? image, BindingService bindings, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var back = ConsolePaths.AccessTo(cluster, @namespace, image ?? "");
        var workspace = form.Text("workspace") ?? "";
        if (!Guid.TryParse(form["space"], out var space))
            return ConsoleResults.GoTo(back);
        var outcome = await bindings.BindWorkspaceAsync(space, workspace, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, back, t["{0} is bound to {1}.", outcome.Value.Name, workspace])
            : ConsoleResults.Problem(http, outcome.Problem);
    }

    private static async Task<IResult> AskJoinAsync(
        HttpContext http, string cluster, string @namespace, string? image, Caller caller, ExplainService explain, SpaceReader spaces, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        Page(http, await JoinModelAsync(cluster, @namespace, image, caller, explain, spaces, workspaces, t, cancellationToken));

    private static async Task<IResult> JoinAsync(
        HttpContext http, string cluster, string @namespace, string? image, Caller caller, NamespaceService namespaces, ExplainService explain, SpaceReader spaces, WorkspaceService workspaces,
        IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var workspace = form.Text("workspace") ?? "";
        var outcome = await namespaces.PutAsync(workspace, cluster, @namespace, cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.AccessTo(cluster, @namespace, image ?? ""), t["{0} is in {1} now.", $"{cluster}/{@namespace}", workspace]);
        var model = await JoinModelAsync(cluster, @namespace, image, caller, explain, spaces, workspaces, t, cancellationToken);
        return Page(http, model with { Chosen = workspace, Problem = outcome.Problem.BesideField(ErrorCodes.NamespaceInOtherWorkspace, "workspace") });
    }

    private static async Task<MendModel> JoinModelAsync(
        string cluster, string ns, string? image, Caller caller, ExplainService explain, SpaceReader spaces, WorkspaceService workspaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var answer = await explain.ExplainAsync(cluster, ns, image, cancellationToken);
        var space = answer is { IsSuccess: true, Value.SpaceId: { } id } ? await spaces.GetAsync(id, caller, cancellationToken) : (Outcome<Core.Contracts.Spaces.SpaceView>?)null;
        var bound = space is { IsSuccess: true } found ? SpaceReader.BoundOf(found.Value).ToHashSet(StringComparer.Ordinal) : [];
        var all = await workspaces.ListAsync(new ListQuery { Limit = ListQuery.MaxLimit }, caller, cancellationToken);
        return new MendModel(
            t["Put {0} into a workspace?", $"{cluster}/{ns}"],
            all.Items.Count == 0 ? t["There is no workspace yet: make one first."] : t["It gets a pull identity at once, and may pull what the workspace may. A namespace is in at most one workspace."],
            ConsolePaths.MendWorkspace(cluster, ns, image ?? ""), t["Put it in"], ConsolePaths.AccessTo(cluster, ns, image ?? ""))
        {
            Options = [.. all.Items.Select(workspace => new MendOption(workspace.Name, workspace.DisplayName, bound.Contains(workspace.Name)))],
        };
    }

    private static IResult Page(HttpContext http, MendModel model) =>
        ConsoleResults.Page<MendPage, MendDialog, MendModel>(http, model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
