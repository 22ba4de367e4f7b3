using System.Text;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Users;

namespace Roadstead.Testing.Harbor.Access;

/// <summary>
/// Finds out who calls. Wrong credentials are not refused: the caller goes on as anonymous, after 1.5 s in which that user name is frozen.
/// A robot that is expired, disabled or has another secret falls through to the users, and so waits too.
/// </summary>
internal sealed class LoginService(HarborState state)
{
    private readonly Dictionary<string, DateTimeOffset> frozen = [];

    /// <summary>Users by the value of their session cookie.</summary>
    public Dictionary<string, string> Sessions { get; } = [];

    // Sessions that were begun, signed in or not.
    private readonly HashSet<string> known = [];

    /// <summary>Begins a session of nobody; its cookie value.</summary>
    public string NewSession()
    {
        lock (state.Gate)
        {
            var sid = Guid.NewGuid().ToString("N");
            known.Add(sid);
            return sid;
        }
    }

    public bool Knows(string sid)
    {
        lock (state.Gate)
        {
            return known.Contains(sid);
        }
    }

    /// <summary>Ends a session; the user it was of, null for nobody.</summary>
    public string? EndSession(string sid)
    {
        lock (state.Gate)
        {
            known.Remove(sid);
            return Sessions.Remove(sid, out var name) ? name : null;
        }
    }

    public async Task<HarborIdentity> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (Basic(request.Headers.Authorization) is { } login)
        {
            if (Robot(login) is { } robot)
            {
                return robot;
            }

            if (await UserAsync(login, cancellationToken) is { } user)
            {
                return user;
            }
        }

        return Session(request) ?? (HarborIdentity)AnonymousIdentity.Instance;
    }

    /// <summary>A user by password; null after the wait of a wrong one.</summary>
    public async Task<HarborIdentity?> UserAsync(HarborCredentials login, CancellationToken cancellationToken)
    {
        var now = state.Now;
        var until = now + state.Settings.WrongPasswordDelay;
        UserState? user;
        lock (state.Gate)
        {
            if (frozen.TryGetValue(login.Username, out var free) && now < free)
            {
                return null;
            }

            user = state.Users.Find(login.Username);
        }

        // Outside of the gate: hashing is slow, and the real one does it on all cores.
        if (user?.Has(login.Password, state.Settings.PasswordHashIterations) == true)
        {
            return new UserIdentity(user);
        }

        lock (state.Gate)
        {
            frozen[login.Username] = until;
        }

        await ServerDelay.OfAsync(state.Settings.WrongPasswordDelay, state.Settings.Time, cancellationToken);
        lock (state.Gate)
        {
            // Who waited it out is free again, whatever the clock's last digits say.
            if (frozen.TryGetValue(login.Username, out var mine) && mine == until)
            {
                frozen.Remove(login.Username);
            }
        }

        return null;
    }

    private RobotIdentity? Robot(HarborCredentials login)
    {
        lock (state.Gate)
        {
            return state.Features.Robots && state.Robots.FindByLogin(login.Username) is { IsDisabled: false } robot && robot.Secret == login.Password && !robot.IsExpired(state.Now)
                ? new RobotIdentity(robot, state)
                : null;
        }
    }

    private UserIdentity? Session(HttpRequest request)
    {
        lock (state.Gate)
        {
            return request.Cookies["sid"] is { } sid && Sessions.TryGetValue(sid, out var name) && state.Users.Find(name) is { } user ? new UserIdentity(user) : null;
        }
    }

    private static HarborCredentials? Basic(string? header)
    {
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length) || Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var name, var password])
        {
            return null;
        }

        return new HarborCredentials(name, password);
    }
}
