using System.Security.Cryptography;
using Roadstead.Testing.Artifactory.Access;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>
/// Tokens of the docker API: short-lived, and of a caller, not of a repository. What a user may is looked up with each request; a token made with an access token goes on after that was revoked. The caller holds the gate.
/// </summary>
internal sealed class DockerTokens(ArtifactoryState state)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private readonly Dictionary<string, (ArtifactoryIdentity Identity, DateTimeOffset ExpiresAt)> tokens = [];

    public string Create(ArtifactoryIdentity identity)
    {
        var token = "AKCp5" + RandomNumberGenerator.GetString(Letters, 68);
        tokens[token] = (identity, state.Now + state.Settings.DockerTokenLife);
        return token;
    }

    /// <summary>Null for what is no such token, or has expired.</summary>
    public ArtifactoryIdentity? Find(string value)
    {
        if (!tokens.TryGetValue(value, out var found) || found.ExpiresAt <= state.Now)
        {
            return null;
        }

        return found.Identity is { Token: not null } or { IsAnonymous: true } ? found.Identity : state.Logins.OfUser(found.Identity.Name);
    }
}
