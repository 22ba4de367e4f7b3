using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Registry;

namespace Roadstead.Testing.Harbor.Http;

/// <summary>
/// What a request is aimed at. The proxy decodes the path once before the core splits it, which is why slashes of a repository's name have to be encoded twice.
/// </summary>
internal sealed class HarborTarget
{
    private const string ApiPath = "/api/v2.0/";

    public HarborTarget(HttpContext http, HarborFeatures features)
    {
        var raw = HarborPipeline.RawPath(http);
        Path = Uri.UnescapeDataString(raw);
        if (Path.StartsWith("/v2/", StringComparison.Ordinal))
        {
            Registry = RegistryPath.Parse(Path);
            Template = $"{http.Request.Method} {Registry.Template}";
            return;
        }

        // Paths outside the API that an area maps start with a tilde in the table.
        IsRouted = Path.StartsWith(ApiPath, StringComparison.Ordinal) || Path.StartsWith("/c/", StringComparison.Ordinal);
        var segments = (Path.StartsWith(ApiPath, StringComparison.Ordinal) ? Path[ApiPath.Length..] : "~" + Path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        Routes = IsRouted ? HarborRoutes.All.Find(segments, features) : [];
        Template = $"{http.Request.Method} {(Routes.Count > 0 ? Routes[0].Route.Template : Path)}";
    }

    /// <summary>Decoded once.</summary>
    public string Path { get; }

    /// <summary>Method and template, for counting.</summary>
    public string Template { get; }

    /// <summary>Null for what is not below /v2/.</summary>
    public RegistryPath? Registry { get; }

    public bool IsRouted { get; }

    public IReadOnlyList<(HarborRoute Route, Dictionary<string, string> Values)> Routes { get; } = [];

    // The registry and the token service know no sessions.
    public bool NeedsCsrf => Registry is null && Path != "/service/token";

    // Ping looks at no credentials, so that a wrong password does not wait there.
    public bool NeedsNoLogin => Path is ApiPath + "ping" or "/api/version";
}
