using System.Net.Http.Headers;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Auth;

/// <summary>
/// Decides what a request carries, and answers a 401. It remembers how the registry wants to be spoken to, and that it refused the login:
/// a refused login is not sent again by this object until <see cref="TryAgain"/>, because repeated failures lock accounts.
/// </summary>
internal sealed class RegistryAuthenticator(RegistryEndpoint endpoint, TokenClient tokens, bool refusesByRight = false)
{
    private volatile bool basic;
    private volatile Challenge? bearer;
    private volatile bool rejected;

    /// <summary>True once the registry, or its token service, has taken the login.</summary>
    public bool LoginProven { get; private set; }

    /// <summary>Lets a refused login be tried once more.</summary>
    public void TryAgain() => rejected = false;

    /// <summary>What to send at first: null until the registry has challenged once.</summary>
    public async Task<AuthenticationHeaderValue?> BeginAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        if (endpoint.OwnTokens is { } sign)
        {
            return new AuthenticationHeaderValue("Bearer", sign(scopes));
        }

        if (basic && endpoint.Credentials is { } credentials)
        {
            ThrowIfRejected();
            return TokenClient.Basic(credentials);
        }

        if (bearer is not { TokenRealm: { } realm } remembered)
        {
            return null;
        }

        return new AuthenticationHeaderValue(
            "Bearer",
            await TokenAsync(realm, remembered.Service, scopes, [], cancellationToken));
    }

    /// <summary>What to send the second time, after a 401; null means nothing at all.</summary>
    /// <exception cref="RegistryException">There is no better answer than the one that was refused.</exception>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        RegistryAnswer refusal, AuthenticationHeaderValue? sent, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        if (endpoint.OwnTokens is not null)
        {
            throw Refused(refusal, sent);
        }

        var challenges = refusal.Challenges;
        if (challenges.Count == 0 && sent is not null)
        {
            // GHCR answers so when an Authorization is of no use for a public image: without it the image can be had.
            return null;
        }

        var chosen = Challenge.Choose(challenges);
        if (chosen is null)
        {
            var found = challenges.Count == 0 ? "no challenge" : string.Join(", ", challenges.Select(challenge => challenge.Scheme).Distinct().Take(3));
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{refusal.Where} wants a login and names no usable way to sign in ({found}). Roadstead knows Basic and Bearer.")
            {
                Reason = SignalReason.UnsupportedChallenge,
            };
        }

        // A product that takes the login on every request needs no realm of another party.
        if (chosen.TokenRealm is { } realm && !(refusesByRight && endpoint.Credentials is not null && !RealmTrust.IsTrusted(endpoint.Url, realm, endpoint.TrustedRealm)))
        {
            if (sent is { Scheme: "Bearer", Parameter: { } stale })
            {
                tokens.Forget(stale);
            }

            var token = await TokenAsync(realm, chosen.Service, scopes, chosen.Scopes, cancellationToken);
            bearer = chosen;
            return new AuthenticationHeaderValue("Bearer", token);
        }

        if (sent?.Scheme == "Basic")
        {
            throw Refused(refusal, sent);
        }

        if (refusesByRight && sent is { Scheme: "Bearer", Parameter: { } refused })
        {
            tokens.Forget(refused);
        }

        if (endpoint.Credentials is not { } credentials)
        {
            throw new RegistryException(RegistryErrorCode.CredentialsRequired, $"{refusal.Where} wants a login. Give a user name and password.");
        }

        ThrowIfRejected();
        return TokenClient.Basic(credentials);
    }

    /// <summary>To be told of every answer that is no 401, with what was sent.</summary>
    public void Accepted(AuthenticationHeaderValue? sent, RegistryAnswer answer)
    {
        // A failure says nothing of the login: a proxy may have answered.
        if (sent is null || (int)answer.Status is 429 or >= 500)
        {
            return;
        }

        LoginProven = true;
        // Where tokens are given as well, they are the cheaper way: a login is checked against a slow hash.
        if (sent.Scheme == "Basic" && !(refusesByRight && bearer is not null))
        {
            basic = true;
        }
    }

    /// <summary>The error for a 401 that stands.</summary>
    public RegistryException Refused(RegistryAnswer refusal, AuthenticationHeaderValue? sent)
    {
        if (endpoint.OwnTokens is not null)
        {
            return refusal.Challenges.Any(challenge => challenge.Error == "insufficient_scope")
                ? new RegistryException(RegistryErrorCode.Denied, $"{refusal.Where} says that Roadstead's token does not cover this.")
                : new RegistryException(
                    RegistryErrorCode.CredentialsRejected,
                    $"{refusal.Where} does not accept Roadstead's own tokens. Check realm, service, issuer and rootcertbundle in its auth.token section.")
                {
                    Reason = SignalReason.OwnTokenRejected,
                };
        }

        if (refusesByRight && sent?.Scheme == "Basic")
        {
            return new RegistryException(RegistryErrorCode.Denied, $"{refusal.Where} refuses this login: it lacks the right, or there is no such space.");
        }

        if (sent?.Scheme == "Basic")
        {
            rejected = true;
            basic = false;
            return Rejected(refusal.Where);
        }

        return endpoint.Credentials is null
            ? new RegistryException(RegistryErrorCode.CredentialsRequired, $"{refusal.Where} is not open to everybody. Give a user name and password.")
            : new RegistryException(RegistryErrorCode.Denied, $"{refusal.Where} refuses the token that its token service gave for this login: the login lacks the right.");
    }

    private async Task<string> TokenAsync(Uri realm, string? service, IReadOnlyList<string> scopes, IReadOnlyList<string> further, CancellationToken cancellationToken)
    {
        // Checked before anything is sent: the realm is the other side's choice. Without a pinned realm an anonymous
        // question may go anywhere that the address rules allow; a password may not.
        if ((endpoint.Credentials is not null || endpoint.TrustedRealm is not null) && !RealmTrust.IsTrusted(endpoint.Url, realm, endpoint.TrustedRealm))
        {
            throw new RegistryException(
                RegistryErrorCode.RealmNotTrusted,
                endpoint.TrustedRealm is null
                    ? $"{Redact.Url(endpoint.Url)} sends logins to {Redact.Url(realm)}, which is another party. Nothing was sent there. Confirm the realm if it is right."
                    : $"{Redact.Url(endpoint.Url)} now sends logins to {Redact.Url(realm)} instead of {Redact.Url(endpoint.TrustedRealm)}. Nothing was sent there. Find out why, and confirm the new realm if it is right.");
        }

        if (tokens.Find(realm, service, scopes) is { } kept)
        {
            return kept;
        }

        ThrowIfRejected();
        try
        {
            return await tokens.AskAsync(realm, service, scopes, further, endpoint.Credentials, cancellationToken);
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.CredentialsRejected)
        {
            rejected = true;
            throw;
        }
    }

    private void ThrowIfRejected()
    {
        if (rejected)
        {
            throw Rejected(Redact.Url(endpoint.Url));
        }
    }

    private static RegistryException Rejected(string where) =>
        new(RegistryErrorCode.CredentialsRejected, $"{where} refused the login. Check user name and password; Roadstead does not try them again by itself.");
}
