using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>The token endpoint of a repository: GET only, and the token is good for all repositories.</summary>
internal static class DockerTokenEndpoint
{
    public static ArtifactoryAnswer Answer(HttpContext http, ArtifactoryState state)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            throw ArtifactoryException.Unauthorized();
        }

        var identity = state.Logins.Identify(http.Request, isDocker: true);
        if (identity.IsAnonymous && !state.Settings.AnonymousAccess)
        {
            return new ArtifactoryAnswer(406);
        }

        lock (state.Gate)
        {
            return ArtifactoryAnswer.PlainJson(new JsonObject { ["token"] = state.DockerTokens.Create(identity), ["expires_in"] = (int)state.Settings.DockerTokenLife.TotalSeconds });
        }
    }
}
