using System.Text;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Tokens;

namespace Roadstead.Testing.Artifactory.Access;

/// <summary>Finds out who calls: by password, API key, access token, reference token, or a token of the docker API.</summary>
internal sealed class LoginService(ArtifactoryState state)
{
    private static readonly ArtifactoryIdentity Anonymous = new(ArtifactoryIdentity.AnonymousName) { IsAnonymous = true };

    public LoginSuspensions Suspensions { get; } = new(state);

    /// <summary>Throws 401 for wrong credentials and 403 for who is suspended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isDocker">Whether tokens of the docker API count.</param>
    public ArtifactoryIdentity Identify(HttpRequest request, bool isDocker = false)
    {
        lock (state.Gate)
        {
            if (request.Headers["X-JFrog-Art-Api"].ToString() is { Length: > 0 } key)
            {
                return OfApiKey(key) ?? throw ArtifactoryException.BadCredentials();
            }

            var header = request.Headers.Authorization.ToString();
            if (header.Length == 0)
            {
                return Anonymous with { HasOwnGrants = state.Settings.AnonymousAccess };
            }

            var (scheme, value) = (header.Split(' ')[0], header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
            return scheme.ToUpperInvariant() switch
            {
                "BEARER" => (isDocker ? state.DockerTokens.Find(value) : null) ?? OfToken(value) ?? throw ArtifactoryException.BadCredentials(),
                "BASIC" => OfBasic(value),
                _ => throw ArtifactoryException.BadCredentials(),
            };
        }
    }

    /// <summary>What a user may by himself, with his groups; null when there is no such user.</summary>
    public ArtifactoryIdentity? OfUser(string name) => state.FindUser(name) is { } user
        ? new ArtifactoryIdentity(user.Name) { IsAdmin = state.IsAdmin(user), HasOwnGrants = true, Groups = [.. user.Groups] }
        : null;

    /// <summary>What a token may now; null when it is unknown, expired or revoked.</summary>
    public ArtifactoryIdentity? OfToken(string value) => state.TokenStore.FindValid(value) is { } token ? OfToken(token) : null;

    public ArtifactoryIdentity? OfToken(ArtifactoryToken token)
    {
        if (!state.TokenStore.IsValid(token))
        {
            return null;
        }

        var scopes = token.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var user = scopes.Any(scope => scope is "applied-permissions/user" or "member-of-groups:*") ? OfUser(token.Username) : null;
        var groups = scopes.SelectMany(TokenScopes.GroupsOf).Concat(user?.Groups ?? []);
        return new ArtifactoryIdentity(token.Username)
        {
            IsAdmin = scopes.Contains("applied-permissions/admin") || user?.IsAdmin == true,
            HasOwnGrants = user is not null,
            Groups = [.. groups.Distinct()],
            Resources = [.. scopes.Select(ResourceScope.Parse).OfType<ResourceScope>()],
            Token = token,
        };
    }

    private ArtifactoryIdentity? OfApiKey(string key) =>
        state.Settings.ApiKeys && state.Users.FirstOrDefault(user => user.ApiKey == key) is { } user ? OfUser(user.Name) : null;

    private ArtifactoryIdentity OfBasic(string value)
    {
        string text;
        try
        {
            text = Encoding.UTF8.GetString(Convert.FromBase64String(value));
        }
        catch (FormatException)
        {
            throw ArtifactoryException.BadCredentials();
        }

        var at = text.IndexOf(':', StringComparison.Ordinal);
        var (username, password) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);

        // With a token or a key as the password the name in front of it is not looked at.
        if ((OfToken(password) ?? (password.Length > 0 ? OfApiKey(password) : null)) is { } byToken)
        {
            return byToken;
        }

        Suspensions.Check(username);
        if (state.FindUser(username) is not { IsPasswordDisabled: false } user || user.Password != password)
        {
            Suspensions.Failed(username);
            throw ArtifactoryException.BadCredentials();
        }

        Suspensions.Succeeded(username);
        return OfUser(username)!;
    }
}
