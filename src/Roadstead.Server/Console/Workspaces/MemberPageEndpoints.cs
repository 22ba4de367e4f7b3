using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

internal static class MemberPageEndpoints
{
    internal static async Task<IResult> ListAsync(HttpContext http, string w, [AsParameters] ListQuery query, WorkspaceFrameService frames, MemberService members, UserService users, CancellationToken cancellationToken)
    {
        var model = await ReadAsync(http, w, query, frames, members, users, cancellationToken);
        return model.IsSuccess ? ConsoleResults.Page<MembersPage, MemberRows, MembersModel>(http, model.Value) : ConsoleResults.Problem(http, model.Problem);
    }

    internal static async Task<IResult> AddAsync(HttpContext http, string w, WorkspaceFrameService frames, MemberService members, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var user = form.Text("user") ?? "";
        var outcome = user.Length == 0
            ? Problem.ForField(ErrorCodes.ValidationFailed, "user", t["Name the user."])
            : await members.PutAsync(w, user, new PutMember(WireName.Read<WorkspaceRole>(form.Text("role"))), cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.Members(w), t["{0} is a member of {1} now.", user, w]);

        var model = await ReadAsync(http, w, new ListQuery(), frames, members, users, cancellationToken);
        return model.IsSuccess
            ? ConsoleResults.Page<MembersPage, MembersModel>(model.Value with { User = user, Problem = outcome.Problem.BesideField(ErrorCodes.NotFound, "user") }, outcome.Problem.Code.Status)
            : ConsoleResults.Problem(http, model.Problem);
    }

    internal static async Task<IResult> ChangeRoleAsync(HttpContext http, string w, string user, MemberService members, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var role = WireName.Read<WorkspaceRole>((await http.Request.ReadFormAsync(cancellationToken)).Text("role"));
        var outcome = await members.PutAsync(w, user, new PutMember(role), cancellationToken);
        if (!outcome.IsSuccess)
            return ConsoleResults.Problem(http, outcome.Problem);
        var text = t["The role of {0} is {1} now.", user, t[RoleText.Title(outcome.Value.Role)]].Value;
        return ConsoleResults.Done(http, ConsolePaths.Members(w), text);
    }

    internal static async Task<IResult> RemoveFormAsync(HttpContext http, string w, string user, MemberService members, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        ConfirmResults.Ask(http, RemoveModel(w, user, await IsLastAdminAsync(w, user, members, cancellationToken), t));

    internal static async Task<IResult> RemoveAsync(HttpContext http, string w, string user, MemberService members, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var outcome = await members.DeleteAsync(w, user, cancellationToken);
        if (!outcome.IsSuccess)
            return ConfirmResults.Ask(http, RemoveModel(w, user, false, t) with { Problem = outcome.Problem });

        // Who has removed themselves may not look at the page any more.
        var isOwn = http.Page() is { IsPlatformAdmin: false, Me.User: var me } && me == user;
        return ConsoleResults.Done(http, isOwn ? ConsolePaths.MyWorkspaces : ConsolePaths.Members(w), t["{0} is no member of {1} any more.", user, w]);
    }

    private static async Task<Outcome<MembersModel>> ReadAsync(HttpContext http, string w, ListQuery query, WorkspaceFrameService frames, MemberService members, UserService users, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return problem;
        var frame = await frames.ReadAsync(http, w, cancellationToken);
        if (!frame.IsSuccess)
            return frame.Problem;
        var page = await members.ListAsync(w, query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return page.Problem;

        // Who there is at all is the platform's: a workspace admin knows the names of the team.
        IReadOnlyList<string> known = [];
        if (frame.Value.IsPlatformAdmin && await users.ListAsync(new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken) is { IsSuccess: true, Value: var all })
            known = [.. all.Items.Select(user => user.Name)];
        return new MembersModel(frame.Value, query.Url(ConsolePaths.Members(w)), page.Value.Items, page.Value.NextCursor, page.Value.Total)
        {
            Admins = await members.ListAdminsAsync(w, cancellationToken),
            Users = known,
        };
    }

    /// <summary>Taking the last admin away is allowed, and said: only a platform admin can mend it.</summary>
    private static async Task<bool> IsLastAdminAsync(string w, string user, MemberService members, CancellationToken cancellationToken) =>
        await members.ListAdminsAsync(w, cancellationToken) is [var only] && only == user;

    private static ConfirmModel RemoveModel(string w, string user, bool isLastAdmin, IStringLocalizer<ConsoleText> t) => new(
        t["Remove {0} from {1}?", user, w],
        isLastAdmin
            ? t["The workspace has no admin then: only platform admins can add members and registries. From the next request on, the person sees nothing of it, and their tokens pull nothing by it. What namespaces run goes on."]
            : t["From the next request on, the person sees nothing of this workspace, and their tokens pull nothing by it. What namespaces run goes on."],
        ConsolePaths.RemoveMember(w, user), t["Remove"], ConsolePaths.Members(w));
}
