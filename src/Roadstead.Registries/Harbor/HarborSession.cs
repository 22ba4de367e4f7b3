using System.Net;
using Roadstead.Registries.Distribution;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>
/// Knows whether the login is good, and whose it is. Harbor does not refuse a wrong one: it silently goes on as for nobody, and a list then holds what is public.
/// So the login is proven before anything else is sent with it, one call at a time: each wrong try takes Harbor 1.5 seconds, and for so long it refuses that
/// name's right password too. A login that proved wrong is not sent again until <see cref="TryAgain"/>.
/// </summary>
internal sealed class HarborSession(HarborConnection connection) : IDisposable
{
    // Longer than the pause after a wrong password, which somebody else may have caused.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private const int NamesInPathsSince = 2;

    private readonly SemaphoreSlim one = new(1, 1);
    private volatile HarborLogin? login;
    private volatile bool refused;
    private volatile WireSystem? open;
    private volatile WireSystem? system;

    /// <summary>What Harbor says of itself: to this login once it is proven, before to nobody, and null before it was asked.</summary>
    public WireSystem? System => system ?? open;

    /// <summary>The login once it is proven.</summary>
    public HarborLogin? Login => login;

    /// <summary>The release; null while it is not known, or when it is none.</summary>
    public HarborVersion? Version => HarborVersion.TryParse(System?.HarborVersion, out var version) ? version : null;

    /// <summary>True for 2.<paramref name="minor"/> and later. A build that names no release is taken for a new one: what it cannot do it says itself.</summary>
    public bool IsAtLeast(int minor) => Version?.IsAtLeast(minor) ?? true;

    /// <summary>True where paths hold a project's name; false where they hold its id.</summary>
    public bool NamesInPaths => connection.NamesInPaths;

    /// <summary>Lets a refused login be tried once more.</summary>
    public void TryAgain() => refused = false;

    /// <summary>The login, proven at some time.</summary>
    /// <exception cref="RegistryException">It is wrong, or there is none.</exception>
    public async Task<HarborLogin> ProveAsync(CancellationToken cancellationToken) => login ?? await ProveAsync(again: false, cancellationToken);

    /// <summary>The login, proven now: after a refusal, and after a list that holds less when it is read as nobody.</summary>
    /// <exception cref="RegistryException">It is wrong, or there is none.</exception>
    public Task<HarborLogin> ConfirmAsync(CancellationToken cancellationToken) => ProveAsync(again: true, cancellationToken);

    /// <summary>What Harbor says of itself to nobody.</summary>
    public async Task<WireSystem> ReadPublicAsync(CancellationToken cancellationToken) =>
        open = await ReadSystemAsync(connection.AskAsync("/systeminfo", cancellationToken));

    /// <summary>Reads again what Harbor says of itself to this login, which was just proven: it may have become a newer one.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var found = await ReadSystemAsync(connection.SendAsync(HttpMethod.Get, "/systeminfo", null, cancellationToken));
        if (system is null || found.ExternalUrl is not null)
        {
            // Without the address it is what nobody is told: the name is frozen at this moment, and what is known stands.
            system = found;
            connection.NamesInPaths = IsAtLeast(NamesInPathsSince);
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<HarborLogin> ProveAsync(bool again, CancellationToken cancellationToken)
    {
        if (connection.Endpoint.Credentials is null)
        {
            throw new RegistryException(RegistryErrorCode.CredentialsRequired, $"{Redact.Url(connection.Endpoint.Url)} is a Harbor, which needs a login. Give a user name and password.");
        }

        await one.WaitAsync(cancellationToken);
        try
        {
            if (refused)
            {
                throw Refused();
            }

            if (login is { } proven && !again)
            {
                return proven;
            }

            var found = await WhoAsync(cancellationToken);
            if (found is null && login is not null)
            {
                // It was good once: somebody else's wrong try may have it refused for a moment.
                await Task.Delay(Pause, connection.Time, cancellationToken);
                found = await WhoAsync(cancellationToken);
            }

            if (found is null)
            {
                (login, refused) = (null, true);
                throw Refused();
            }

            if (login is null)
            {
                await RefreshAsync(cancellationToken);
            }

            return login = found;
        }
        finally
        {
            one.Release();
        }
    }

    // One call with a login that may be wrong; null when it is.
    private async Task<HarborLogin?> WhoAsync(CancellationToken cancellationToken)
    {
        var known = open ?? await ReadPublicAsync(cancellationToken);
        if (known.AuthMode != "oidc_auth" || known.ExternalUrl is not null)
        {
            return await CurrentAsync(cancellationToken);
        }

        // With single sign-on /users/current does not take a user's CLI secret, and would have a good one look wrong. What only a good login is told does.
        var seen = await ReadSystemAsync(connection.SendAsync(HttpMethod.Get, "/systeminfo", null, cancellationToken));
        return seen.ExternalUrl is null
            ? null
            : await CurrentAsync(cancellationToken) ?? new HarborLogin(HarborLoginKind.UserWithCliSecret, false, "GET /users/current does not take a CLI secret of single sign-on");
    }

    private async Task<HarborLogin?> CurrentAsync(CancellationToken cancellationToken)
    {
        var answer = await connection.SendAsync(HttpMethod.Get, "/users/current", null, cancellationToken);
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                var user = answer.Read(HarborJson.Default.WireUser);
                var how = user switch
                {
                    { SysadminFlag: true } => "GET /users/current says sysadmin_flag",
                    { AdminRoleInAuth: true } => "GET /users/current says admin_role_in_auth",
                    _ => "GET /users/current says neither sysadmin_flag nor admin_role_in_auth",
                };
                return new HarborLogin(HarborLoginKind.User, user.SysadminFlag || user.AdminRoleInAuth, how);
            case HttpStatusCode.Unauthorized:
                return null;
            // Harbor has no user to show for a robot, and says so only to a robot whose secret is right.
            case HttpStatusCode.PreconditionFailed when answer.Code is not null:
                return new HarborLogin(HarborLoginKind.Robot, false, "GET /users/current answers 412, as it does to robots");
            default:
                throw HarborError.From(answer, "the login");
        }
    }

    private static async Task<WireSystem> ReadSystemAsync(Task<HarborAnswer> asked)
    {
        var answer = await asked;
        return answer.IsSuccess ? answer.Read(HarborJson.Default.WireSystem) : throw HarborError.From(answer, "its version");
    }

    private RegistryException Refused() =>
        new(RegistryErrorCode.CredentialsRejected, $"{Redact.Url(connection.Endpoint.Url)} refused the login. Check user name and secret; a robot may have expired or been disabled. Roadstead does not try them again by itself.");
}
