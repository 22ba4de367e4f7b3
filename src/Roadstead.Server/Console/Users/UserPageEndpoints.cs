using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Console.Users;

internal static class UserPageEndpoints
{
    internal static void Map(RouteGroupBuilder pages)
    {
        var users = pages.MapGroup(ConsolePaths.Users).RequireAccess(AccessRule.PlatformAdmin);
        users.MapGet("", ListAsync);
        users.MapGet("/-/new", () => Page(new UserFormModel()));
        users.MapPost("/-/new", CreateAsync);
        users.MapGet("/-/tokens", ListTokensAsync);
        users.MapGet("/{user}", ShowAsync);
        users.MapGet("/{user}/sign-out", (HttpContext http, string user, IStringLocalizer<ConsoleText> t) => AskSignOut(http, user, t));
        users.MapPost("/{user}/sign-out", SignOutAsync);
        users.MapGet("/{user}/tokens/{id:guid}/delete", (HttpContext http, string user, Guid id, IStringLocalizer<ConsoleText> t) => AskDeleteToken(http, user, id, t));
        users.MapPost("/{user}/tokens/{id:guid}/delete", DeleteTokenAsync);
        users.MapGet("/{user}/edit", EditFormAsync);
        users.MapPost("/{user}/edit", EditAsync);
        users.MapGet("/{user}/delete", AskDeleteAsync);
        users.MapPost("/{user}/delete", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, [AsParameters] ListQuery query, UserService users, CancellationToken cancellationToken)
    {
        var page = await users.ListAsync(query, cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var url = new ListUrl(ConsolePaths.Users).With("q", query.Q).With("cursor", query.Cursor);
        return ConsoleResults.Page<UsersPage, UserRows, UsersModel>(http, new UsersModel(url, page.Value.Items, page.Value.NextCursor, page.Value.Total));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string user, Caller caller, UserService users, ApiTokenService tokens, CancellationToken cancellationToken)
    {
        var found = await users.GetAsync(user, cancellationToken);
        if (!found.IsSuccess)
            return ConsoleResults.Problem(http, found.Problem);
        var owned = await tokens.ListAllAsync(user, new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken);
        return owned.IsSuccess
            ? ConsoleResults.Page<UserPage, UserModel>(new UserModel(found.Value, owned.Value.Items, found.Value.Name == caller.Name))
            : ConsoleResults.Problem(http, owned.Problem);
    }

    private static async Task<IResult> ListTokensAsync(HttpContext http, [AsParameters] ListQuery query, ApiTokenService tokens, CancellationToken cancellationToken)
    {
        var page = await tokens.ListAllAsync(null, query.Whole(), cancellationToken);
        return page.IsSuccess
            ? ConsoleResults.Page<AllTokensPage, AllTokenRows, AllTokensModel>(http, new AllTokensModel(query.Url(ConsolePaths.AllTokens), page.Value.Items, page.Value.NextCursor, page.Value.Total))
            : ConsoleResults.Problem(http, page.Problem);
    }

    private static IResult AskSignOut(HttpContext http, string user, IStringLocalizer<ConsoleText> t) => ConfirmResults.Ask(http, new ConfirmModel(
        t["End all sessions and tokens of {0}?", user], t["Whoever is signed in by this account has to sign in again, and programs that use its tokens are refused from the next call on."],
        ConsolePaths.SignOutUser(user), t["End them"], ConsolePaths.User(user)));

    private static async Task<IResult> SignOutAsync(HttpContext http, string user, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var outcome = await users.SignOutAsync(user, cancellationToken);
        return outcome.IsSuccess ? ConsoleResults.Done(http, ConsolePaths.User(user), t["All sessions and tokens of {0} are ended.", user]) : ConsoleResults.Problem(http, outcome.Problem);
    }

    private static IResult AskDeleteToken(HttpContext http, string user, Guid id, IStringLocalizer<ConsoleText> t) => ConfirmResults.Ask(http, new ConfirmModel(
        t["Delete this token of {0}?", user], t["Programs that use it are refused from the next call on."], ConsolePaths.DeleteTokenOf(user, id), t["Delete"], ConsolePaths.User(user)));

    private static async Task<IResult> DeleteTokenAsync(HttpContext http, string user, Guid id, ApiTokenService tokens, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var outcome = await tokens.DeleteOfAsync(user, id, cancellationToken);
        return outcome.IsSuccess ? ConsoleResults.Done(http, ConsolePaths.User(user), t["The token {0} is deleted.", outcome.Value.Name]) : ConsoleResults.Problem(http, outcome.Problem);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = new UserFormModel { Name = form["name"].ToString().Trim(), Role = Role(form) };
        var outcome = await users.CreateAsync(new CreateUser(model.Name, form["password"].ToString(), model.Role), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Users, t["{0} is added.", outcome.Value.Name])
            : Page(model with { Problem = outcome.Problem });
    }

    private static async Task<IResult> EditFormAsync(HttpContext http, string user, UserService users, CancellationToken cancellationToken)
    {
        var found = await users.GetAsync(user, cancellationToken);
        return found.IsSuccess ? Page(new UserFormModel(user) { Role = found.Value.PlatformRole, Disabled = found.Value.Disabled }) : ConsoleResults.Problem(http, found.Problem);
    }

    private static async Task<IResult> EditAsync(HttpContext http, string user, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var password = form["password"].ToString() is { Length: > 0 } text ? text : null;
        var outcome = await users.EditAsync(user, new EditUser(password, Role(form), form["disabled"] == "true"), cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.Users, t["{0} is saved.", user]);
        return outcome.Problem.Code == ErrorCodes.NotFound
            ? ConsoleResults.Problem(http, outcome.Problem)
            : Page(new UserFormModel(user) { Role = Role(form), Disabled = form["disabled"] == "true", Problem = outcome.Problem });
    }

    private static Task<IResult> AskDeleteAsync(HttpContext http, string user, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        AskAsync(http, user, null, users, t, cancellationToken);

    private static async Task<IResult> DeleteAsync(HttpContext http, string user, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var problem = ConfirmResults.NameProblem(form, user, t);
        if (problem is null)
        {
            var outcome = await users.DeleteAsync(user, cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, ConsolePaths.Users, t["{0} is deleted.", user]);
            problem = outcome.Problem;
        }

        return await AskAsync(http, user, problem, users, t, cancellationToken);
    }

    private static async Task<IResult> AskAsync(HttpContext http, string user, Problem? problem, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var found = await users.GetAsync(user, cancellationToken);
        return found.IsSuccess
            ? ConfirmResults.Ask(http, new ConfirmModel(
                t["Delete the user {0}?", user], t["Their sessions, tokens and memberships end at once. What they did stays in the audit."],
                ConsolePaths.DeleteUser(user), t["Delete"], ConsolePaths.Users, TypeName: user, Problem: problem))
            : ConsoleResults.Problem(http, found.Problem);
    }

    private static PlatformRole Role(IFormCollection form) => WireName.Read<PlatformRole>(form["platformRole"]) ?? PlatformRole.User;

    private static IResult Page(UserFormModel model) => ConsoleResults.Page<UserFormPage, UserFormModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
