using System.Net.Http.Headers;
using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Artifactory;

/// <summary>What every call carries of a login. Its text never shows it.</summary>
/// <param name="Kind">How the login is sent.</param>
/// <param name="Authorization">The header <c>Authorization</c>; null where there is none.</param>
/// <param name="LoginHeader">A header of Artifactory's own; null where there is none.</param>
internal sealed record ArtifactoryAuthorization(ArtifactoryLoginKind Kind, AuthenticationHeaderValue? Authorization, (string Name, string Value)? LoginHeader)
{
    // An API key begins so. A token never does: a JWT begins with eyJ, a reference token with cmVmdGtu.
    private const string ApiKeyBegins = "AKC";

    /// <summary>
    /// With a user name always Basic, which takes passwords, access tokens and API keys alike; without one a token, or what looks like an API key.
    /// </summary>
    public static ArtifactoryAuthorization Of(RegistryCredentials? credentials) => credentials switch
    {
        null => new(ArtifactoryLoginKind.Nobody, null, null),
        { Username.Length: > 0 } => new(ArtifactoryLoginKind.User, TokenClient.Basic(credentials), null),
        _ when credentials.Password.StartsWith(ApiKeyBegins, StringComparison.Ordinal) => new(ArtifactoryLoginKind.ApiKey, null, ("X-JFrog-Art-Api", credentials.Password)),
        _ => new(ArtifactoryLoginKind.Token, new AuthenticationHeaderValue("Bearer", credentials.Password), null),
    };

    public override string ToString() => Kind.ToString();
}
