namespace Roadstead.Registries.Detection;

/// <summary>Where the API of an Artifactory may be, judging by an address of one of its pages, of its API, or of its context path.</summary>
internal static class ArtifactoryBases
{
    private const string Usual = "/artifactory";
    private const int Most = 5;

    // What follows the context path in addresses of its API and its consoles.
    private static readonly string[] Followers = ["/api/", "/webapp", "/ui/", "/list/"];

    // First parts of a path that are nobody's context path.
    private static readonly string[] Pages = ["ui", "webapp", "list", "v2", "v1", "harbor", "access", "repository", "repositories", "r", "api"];

    /// <summary>The likeliest first: paths without a slash at the end, empty for the root.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        var bases = new List<string>();
        var slashed = path + "/";
        foreach (var follower in Followers)
        {
            if (slashed.IndexOf(follower, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
            {
                bases.Add(path[..at]);
            }
        }

        if (slashed.IndexOf(Usual + "/", StringComparison.OrdinalIgnoreCase) is >= 0 and var usual)
        {
            bases.Add(path[..(usual + Usual.Length)]);
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 0 && !Pages.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
        {
            bases.Add("/" + parts[0]);
        }

        bases.Add(Usual);
        bases.Add("");
        return [.. bases.Where(IsPlain).Distinct(StringComparer.Ordinal).Take(Most)];
    }

    private static bool IsPlain(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~') && !path.Contains("..", StringComparison.Ordinal);
}
