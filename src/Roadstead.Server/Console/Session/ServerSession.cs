using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Console.Session;

/// <summary>The console's sessions are the server's own.</summary>
internal sealed class ServerSession(CallerService callers, SignInService sessions, UserService users, IAccessMapSource maps, InitialPassword initial) : IConsoleSession
{
    public async Task<SessionState> ReadAsync(HttpContext http, CancellationToken cancellationToken) =>
        await callers.FindAsync(http, cancellationToken) is { } caller
            ? State(caller.Name, caller.PlatformRole, caller.Roles, caller.PasswordIsInitial)
            : SessionState.Nobody with { FirstStart = File.Exists(initial.File) };

    public async Task<Outcome<SessionState>> SignInAsync(HttpContext http, string user, string password, CancellationToken cancellationToken)
    {
        var outcome = await sessions.SignInAsync(http, user, password, cancellationToken);
        return outcome.IsSuccess ? State(outcome.Value) : outcome.Problem;
    }

    public Task SignOutAsync(HttpContext http, CancellationToken cancellationToken) => sessions.SignOutAsync(http);

    public async Task<Outcome<SessionState>> SetUpAsync(HttpContext http, string currentPassword, string newPassword, CancellationToken cancellationToken)
    {
        if (await callers.FindAsync(http, cancellationToken) is not { } caller)
            return new Problem(ErrorCodes.Unauthenticated);
        var outcome = await users.ChangePasswordAsync(caller.Name, currentPassword, newPassword, cancellationToken);
        if (!outcome.IsSuccess)
            return outcome.Problem;
        await sessions.RenewAsync(http, caller.UserId);
        return State(caller.Name, caller.PlatformRole, caller.Roles, mustSetUp: false);
    }

    private SessionState State(Person person) => State(person.Name, person.PlatformRole, person.Roles, person.PasswordIsInitial);

    private SessionState State(string user, PlatformRole role, IReadOnlyDictionary<Guid, WorkspaceRole> roles, bool mustSetUp)
    {
        var map = maps.Current;
        var workspaces = roles.Select(r => (map.FindWorkspace(r.Key)?.Name, r.Value)).Where(r => r.Name is not null)
            .Select(r => new Membership(r.Name!, r.Value)).OrderBy(m => m.Name, StringComparer.Ordinal);
        return new SessionState(new MeView(user, role, [.. workspaces]), MustSetUp: mustSetUp);
    }
}
