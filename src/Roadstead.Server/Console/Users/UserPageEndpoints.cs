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
        return found.IsSuccess ? Page(new UserFormModel(user) { Role = found.Value.PlatformRole }) : ConsoleResults.Problem(http, found.Problem);
    }

    private static async Task<IResult> EditAsync(HttpContext http, string user, UserService users, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var password = form["password"].ToString() is { Length: > 0 } text ? text : null;
        var outcome = await users.EditAsync(user, new EditUser(password, Role(form)), cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.Users, t["{0} is saved.", user]);
        return outcome.Problem.Code == ErrorCodes.NotFound
            ? ConsoleResults.Problem(http, outcome.Problem)
            : Page(new UserFormModel(user) { Role = Role(form), Problem = outcome.Problem });
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
