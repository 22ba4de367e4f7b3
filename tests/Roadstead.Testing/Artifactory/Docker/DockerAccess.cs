using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>Who may what by the docker API, and how a refusal is worded.</summary>
internal sealed class DockerAccess(ArtifactoryState state, ArtifactoryIdentity identity)
{
    public ArtifactoryIdentity Identity => identity;

    /// <summary>Whether nobody signed in and nobody has to.</summary>
    public bool IsLetIn => !identity.IsAnonymous || state.Settings.AnonymousAccess;

    public bool Allows(ArtifactoryRepository repository, string path, string action = "read") => AccessRules.Allows(state, identity, repository, path, action);

    /// <summary>The tags of an image that may be read.</summary>
    public IEnumerable<string> Tags(ArtifactoryRepository repository, ArtifactoryImage image) =>
        image.Tags.Where(tag => Allows(repository, $"{image.Path}/{tag.Key}/{tag.Value.FileName}")).Select(tag => tag.Key);

    /// <summary>Who did not sign in is asked to; who did is told no, or that there is nothing.</summary>
    public ArtifactoryException Refuse(string what) =>
        identity.IsAnonymous ? new ArtifactoryException(401, "The access token is invalid or missing", "UNAUTHORIZED")
        : state.Settings.HideUnauthorizedResources ? new ArtifactoryException(404, $"The named {what} is not known to the registry.", what == "manifest" ? "MANIFEST_UNKNOWN" : "NAME_UNKNOWN")
        : new ArtifactoryException(403, $"The client does not have permission for {what}", "UNAUTHORIZED");

    /// <summary>The answer to an error, with the challenge of a repository when somebody has to sign in.</summary>
    public static ArtifactoryAnswer Answer(HttpContext http, ArtifactoryState state, DockerTarget target, ArtifactoryException e)
    {
        if (e.Code is null && e.Status == 400)
        {
            return ArtifactoryAnswer.Error(e.Status, e.Message);
        }

        var answer = ArtifactoryAnswer.DockerError(e.Status, e.Code ?? (e.Status == 401 ? "UNAUTHORIZED" : e.Status == 403 ? "DENIED" : "NAME_UNKNOWN"), e.Message);
        if (e.Status == 401)
        {
            answer.Headers["WWW-Authenticate"] = Challenge(http, state, target);
        }

        return answer;
    }

    private static string Challenge(HttpContext http, ArtifactoryState state, DockerTarget target)
    {
        var request = http.Request;
        var address = new Uri(state.BaseUrl(request));
        var service = request.Host.Value;

        // A host of one repository stays the host of the realm.
        var realm = $"{address.GetLeftPart(UriPartial.Authority)}{address.AbsolutePath.TrimEnd('/')}/api/docker/{target.Key ?? "null"}/v2/token";
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var withoutScope = target.Path.Name.Length == 0 || (HttpMethods.IsHead(request.Method) && state.Features.HeadLacksScope);
        return $"Bearer realm=\"{realm}\",service=\"{service}\"" + (withoutScope ? "" : $",scope=\"repository:{target.Path.Name}:{(isRead ? "pull" : "pull,push")}\"");
    }
}
