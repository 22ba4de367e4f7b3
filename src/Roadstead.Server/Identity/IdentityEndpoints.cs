using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Identity;

internal static class IdentityEndpoints
{
    internal static async Task<Results<Created<TokenCreated>, ProblemHttpResult>> CreateTokenAsync(CreateToken request, Caller caller, HttpContext context, ApiTokenService tokens, CancellationToken cancellationToken)
    {
        DateTimeOffset? notAfter = context.User.FindFirstValue(Principals.NotAfter) is { } ticks ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;
        context.Response.Headers.CacheControl = "no-store";
        return (await tokens.CreateAsync(caller, request, notAfter, cancellationToken)).ToCreated(token => $"/api/v1/tokens/{token.Id}");
    }

    internal static async Task<Results<Ok<Page<TokenView>>, ProblemHttpResult>> ListTokensAsync([AsParameters] ListQuery query, Caller caller, ApiTokenService tokens, CancellationToken cancellationToken) =>
        (await tokens.ListAsync(caller, query, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteTokenAsync(Guid id, Caller caller, ApiTokenService tokens, CancellationToken cancellationToken) =>
        (await tokens.DeleteAsync(caller, id, cancellationToken)).ToNoContent();

    internal static async Task<Ok<MeView>> MeAsync(Caller caller, RoadsteadDb db, CancellationToken cancellationToken)
    {
        var workspaces = await db.WorkspaceMembers.Where(member => member.UserId == caller.UserId)
            .OrderBy(member => member.Workspace!.Name)
            .Select(member => new Membership(member.Workspace!.Name, member.Role)).ToListAsync(cancellationToken);
        return TypedResults.Ok(new MeView(caller.Name, caller.PlatformRole, workspaces));
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(ChangePassword request, Caller caller, UserService users, SignInService sessions, HttpContext context, CancellationToken cancellationToken)
    {
        var changed = await users.ChangePasswordAsync(caller.Name, request.CurrentPassword ?? "", request.NewPassword ?? "", cancellationToken);
        if (changed.IsSuccess && caller.ByCookie) await sessions.RenewAsync(context, caller.UserId);
        return changed.ToNoContent();
    }

    internal static async Task<Results<Created<UserView>, ProblemHttpResult>> CreateUserAsync(CreateUser request, UserService users, CancellationToken cancellationToken) =>
        (await users.CreateAsync(request, cancellationToken)).ToCreated(user => $"/api/v1/users/{user.Name}");

    internal static async Task<Results<Ok<Page<UserView>>, ProblemHttpResult>> ListUsersAsync([AsParameters] ListQuery query, UserService users, CancellationToken cancellationToken) =>
        (await users.ListAsync(query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<UserView>, ProblemHttpResult>> GetUserAsync(string name, UserService users, CancellationToken cancellationToken) =>
        (await users.GetAsync(name, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<UserView>, ProblemHttpResult>> EditUserAsync(string name, EditUser request, UserService users, CancellationToken cancellationToken) =>
        (await users.EditAsync(name, request, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteUserAsync(string name, UserService users, CancellationToken cancellationToken) =>
        (await users.DeleteAsync(name, cancellationToken)).ToNoContent();

    internal static async Task<Results<Ok<UserView>, ProblemHttpResult>> SignOutUserAsync(string name, UserService users, CancellationToken cancellationToken) =>
        (await users.SignOutAsync(name, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<Page<UserTokenView>>, ProblemHttpResult>> ListAllTokensAsync([AsParameters] ListQuery query, ApiTokenService tokens, CancellationToken cancellationToken) =>
        (await tokens.ListAllAsync(null, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<Page<UserTokenView>>, ProblemHttpResult>> ListTokensOfAsync(string name, [AsParameters] ListQuery query, ApiTokenService tokens, CancellationToken cancellationToken) =>
        (await tokens.ListAllAsync(name, query, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteTokenOfAsync(string name, Guid id, ApiTokenService tokens, CancellationToken cancellationToken) =>
        (await tokens.DeleteOfAsync(name, id, cancellationToken)).ToNoContent();
}
