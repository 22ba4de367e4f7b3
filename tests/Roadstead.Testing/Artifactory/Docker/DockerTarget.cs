using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>A request of the docker API: which repository, and what in it. The key may stand in the path of the API, in the name, in the host, or behind the port.</summary>
/// <param name="Key">Key of the repository; null when only the host is named.</param>
/// <param name="Prefix">Path in front of the name, as it was asked for.</param>
/// <param name="Path">What in the repository.</param>
/// <param name="Template">How calls of it are counted.</param>
internal sealed record DockerTarget(string? Key, string Prefix, DockerPath Path, string Template)
{
    /// <summary>Whether <c>/v2</c> of the main host was asked, which only the path method serves.</summary>
    public bool IsMainHost { get; init; }

    /// <summary>Whether it came by a subdomain.</summary>
    public bool IsSubdomain { get; init; }

    /// <summary>Null for what is not the docker API.</summary>
    /// <param name="http">The request.</param>
    /// <param name="state">The state.</param>
    /// <param name="path">Its path, decoded.</param>
    public static DockerTarget? Find(HttpContext http, ArtifactoryState state, string path)
    {
        var api = state.Settings.ContextPath + "/api/docker/";
        if (path.StartsWith(api, StringComparison.Ordinal))
        {
            return OfApi(api, path[api.Length..]);
        }

        if (path != "/v2" && !path.StartsWith("/v2/", StringComparison.Ordinal))
        {
            return null;
        }

        if (state.Ports.TryGetValue(http.Connection.LocalPort, out var atPort))
        {
            return OfHost(atPort, path);
        }

        return state.Settings is { AccessMethod: ArtifactoryAccessMethod.Subdomain, SubdomainBase: { } host } && http.Request.Host.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase)
            ? OfHost(http.Request.Host.Host[..^(host.Length + 1)], path) with { IsSubdomain = true }
            : OfName(path);
    }

    private static DockerTarget? OfApi(string api, string rest)
    {
        var at = rest.IndexOf('/', StringComparison.Ordinal);
        var (key, below) = at < 0 ? (rest, "/") : (rest[..at], rest[at..]);
        if (key == "v2")
        {
            // The wrong way round: the repository's key is missing.
            return new DockerTarget(key, api, new DockerPath(DockerPathKind.Base), "/api/docker/v2/");
        }

        if (below != "/v2" && !below.StartsWith("/v2/", StringComparison.Ordinal))
        {
            return null;
        }

        var inside = DockerPath.Parse(below);
        return new DockerTarget(key, $"{api}{key}/v2/", inside, "/api/docker/{key}" + inside.Template);
    }

    private static DockerTarget OfHost(string key, string path)
    {
        var inside = DockerPath.Parse(path);
        return new DockerTarget(key, "/v2/", inside, inside.Template);
    }

    private static DockerTarget OfName(string path)
    {
        var whole = DockerPath.Parse(path);
        var at = whole.Name.IndexOf('/', StringComparison.Ordinal);
        return at < 0
            ? new DockerTarget(whole.Name.Length > 0 ? whole.Name : null, "/v2/", whole with { Name = "", Kind = whole.Name.Length > 0 ? DockerPathKind.Unknown : whole.Kind }, whole.Template) { IsMainHost = true }
            : new DockerTarget(whole.Name[..at], $"/v2/{whole.Name[..at]}/", whole with { Name = whole.Name[(at + 1)..] }, whole.Template) { IsMainHost = true };
    }
}
