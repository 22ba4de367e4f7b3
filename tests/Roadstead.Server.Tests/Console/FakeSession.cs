using Microsoft.AspNetCore.Http;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Session;

namespace Roadstead.Server.Tests.Console;

/// <summary>One user, admin, whose password is "one-time" until set-up; the cookie is the user's name. No more than the pages need.</summary>
internal sealed class FakeSession : IConsoleSession
{
    private const string Cookie = "fake-session";
    private string? ownPassword;

    public PlatformRole Role { get; set; } = PlatformRole.Admin;

    public Task<SessionState> ReadAsync(HttpContext http, CancellationToken cancellationToken) =>
        Task.FromResult(http.Request.Cookies[Cookie] is { } user ? State(user) : SessionState.Nobody with { FirstStart = ownPassword is null });

    public Task<Outcome<SessionState>> SignInAsync(HttpContext http, string user, string password, CancellationToken cancellationToken)
    {
        if (user != "admin" || password != (ownPassword ?? "one-time"))
            return Task.FromResult<Outcome<SessionState>>(new Problem(ErrorCodes.Unauthenticated, "User or password is wrong."));
        http.Response.Cookies.Append(Cookie, user);
        return Task.FromResult<Outcome<SessionState>>(State(user));
    }

    public Task SignOutAsync(HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Cookies.Delete(Cookie);
        return Task.CompletedTask;
    }

    public Task<Outcome<SessionState>> SetUpAsync(HttpContext http, string currentPassword, string newPassword, CancellationToken cancellationToken)
    {
        if (newPassword.Length < 12)
            return Task.FromResult<Outcome<SessionState>>(Problem.ForField(ErrorCodes.ValidationFailed, "newPassword", "12 characters or more."));
        ownPassword = newPassword;
        return Task.FromResult<Outcome<SessionState>>(State("admin"));
    }

    private SessionState State(string user) =>
        new(new MeView(user, Role, [new Membership("payments", WorkspaceRole.Admin)]), MustSetUp: ownPassword is null);
}
