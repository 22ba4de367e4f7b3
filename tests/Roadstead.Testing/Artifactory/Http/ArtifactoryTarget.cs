using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Roadstead.Testing.Artifactory.Docker;

namespace Roadstead.Testing.Artifactory.Http;

/// <summary>What a request is aimed at: the docker API of a repository, a path of the REST API, or nothing.</summary>
internal sealed class ArtifactoryTarget
{
    private static readonly string[] Services = ["access", "event", "ui"];

    public ArtifactoryTarget(HttpContext http, ArtifactoryState state)
    {
        Path = Uri.UnescapeDataString(RawPath(http));
        Docker = DockerTarget.Find(http, state, Path);
        if (Docker is not null)
        {
            Template = $"{http.Request.Method} {Docker.Template}";
            return;
        }

        var context = state.Settings.ContextPath;
        var segments = RawPath(http).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var isService = segments.Length > 0 && Services.Contains(segments[0]);
        IsArtifactory = !isService && (Path == context || Path.StartsWith(context + "/", StringComparison.Ordinal));
        if (IsArtifactory && context.Length > 0)
        {
            segments = segments[1..];
        }

        // A path of a repository could be anything: it counts only where nothing else has that path.
        var all = (isService || IsArtifactory) && segments.Length > 0 ? ArtifactoryRoutes.All.Find(segments, state.Features) : [];
        Routes = [.. all.Where(match => match.Route.Weight > 0 || (IsArtifactory && match.Route.Method == http.Request.Method))];
        Template = $"{http.Request.Method} {(Routes.Count > 0 ? Routes[0].Route.Template : Path)}";
    }

    /// <summary>Decoded once.</summary>
    public string Path { get; }

    /// <summary>Method and template, for counting.</summary>
    public string Template { get; }

    /// <summary>Null for what is not the docker API.</summary>
    public DockerTarget? Docker { get; }

    /// <summary>Whether it is below the context path.</summary>
    public bool IsArtifactory { get; }

    public IReadOnlyList<(ArtifactoryRoute Route, Dictionary<string, string> Values)> Routes { get; } = [];

    // The path as it came over the wire, with its encoding and without the query.
    private static string RawPath(HttpContext http) => http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
}
