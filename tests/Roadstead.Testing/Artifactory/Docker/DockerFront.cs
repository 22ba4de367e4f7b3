using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>The docker API of all repositories, by whichever way they are addressed: rights, tags and lists here, contents from the registry behind.</summary>
internal sealed class DockerFront : IDisposable
{
    private readonly ArtifactoryState state;
    private readonly RemoteCache remotes;
    private readonly DockerLists lists;
    private readonly DockerPull pull;
    private readonly DockerPush push;

    public DockerFront(ArtifactoryState state)
    {
        this.state = state;
        remotes = new RemoteCache(state);
        (lists, pull, push) = (new DockerLists(state, remotes), new DockerPull(state, remotes), new DockerPush(state));
    }

    /// <summary>Answers; null when it wrote the answer itself.</summary>
    public async Task<ArtifactoryAnswer?> AnswerAsync(HttpContext http, DockerTarget target)
    {
        try
        {
            if (Elsewhere(http, target) is { } elsewhere)
            {
                return elsewhere;
            }

            if (!state.Features.HasDocker)
            {
                throw ArtifactoryException.OnlyPro();
            }

            if (target.Path.Kind == DockerPathKind.Token)
            {
                return DockerTokenEndpoint.Answer(http, state);
            }

            var access = new DockerAccess(state, state.Logins.Identify(http.Request, isDocker: true));
            return access.IsLetIn ? await ServeAsync(http, target, access) : throw new ArtifactoryException(401, "The access token is invalid or missing", "UNAUTHORIZED");
        }
        catch (ArtifactoryException e)
        {
            return DockerAccess.Answer(http, state, target, e);
        }
    }

    public void Dispose() => remotes.Dispose();

    private async Task<ArtifactoryAnswer?> ServeAsync(HttpContext http, DockerTarget target, DockerAccess access)
    {
        var repository = Find(target);
        if (target.Path.Kind == DockerPathKind.Base)
        {
            return ArtifactoryAnswer.PlainJson(new JsonObject());
        }

        if (repository is null)
        {
            throw new ArtifactoryException(404, "repository name not known to registry", "NAME_UNKNOWN");
        }

        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return (target.Path.Kind, isRead) switch
        {
            (DockerPathKind.Catalog, true) => await lists.CatalogAsync(http, target, access, repository),
            (DockerPathKind.Tags, true) => await lists.TagsAsync(http, target, access, repository),
            (DockerPathKind.Manifest, true) => await pull.ManifestAsync(http, target, access, repository),
            (DockerPathKind.Manifest, false) when HttpMethods.IsDelete(http.Request.Method) => push.Delete(target, access, repository),
            (DockerPathKind.Manifest, false) => await push.ManifestAsync(http, target, access, repository),
            (DockerPathKind.Blob, true) => await pull.BlobAsync(http, target, access, repository),
            (DockerPathKind.Upload, _) => await push.UploadAsync(http, target, access, repository),
            _ => throw new ArtifactoryException(404, "404 page not found", "UNSUPPORTED"),
        };
    }

    // Null for /v2/ of the main host; one that is no container repository is refused.
    private ArtifactoryRepository? Find(DockerTarget target)
    {
        if (target.Key is null)
        {
            return null;
        }

        lock (state.Gate)
        {
            var repository = state.FindRepository(target.Key);
            return repository is { IsContainers: false } || target.Key == "v2"
                ? throw ArtifactoryException.BadRequest($"Unsupported docker repository request for '{target.Key}'")
                : repository ?? throw new ArtifactoryException(404, "repository name not known to registry", "NAME_UNKNOWN");
        }
    }

    // What never reaches a repository: the main host without the path method, and subdomains that send to another address.
    private ArtifactoryAnswer? Elsewhere(HttpContext http, DockerTarget target)
    {
        if (target.IsSubdomain && state.Settings.SubdomainRedirects)
        {
            var rest = http.Request.Path.ToUriComponent()["/v2/".Length..];
            return new ArtifactoryAnswer(307) { Headers = { ["Location"] = $"{state.MainUrl}/api/docker/{target.Key}/v2/{rest}{http.Request.QueryString.ToUriComponent()}" } };
        }

        var root = state.Settings.RootAnswer ?? (state.Settings.AccessMethod == ArtifactoryAccessMethod.RepositoryPath ? ArtifactoryRootAnswer.Registry : ArtifactoryRootAnswer.NotFound);
        return (target.IsMainHost, root) switch
        {
            (false, _) or (_, ArtifactoryRootAnswer.Registry) => null,
            _ when http.Connection.LocalPort == state.PushPort => null,
            (_, ArtifactoryRootAnswer.NotFound) => ArtifactoryAnswer.Html(404, "404 Not Found"),
            (_, ArtifactoryRootAnswer.NotAcceptable) => new ArtifactoryAnswer(406),
            _ => ArtifactoryAnswer.Error(400, "Unsupported docker repository request for 'v2'"),
        };
    }
}
