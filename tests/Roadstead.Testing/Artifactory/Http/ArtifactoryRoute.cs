namespace Roadstead.Testing.Artifactory.Http;

/// <summary>One method of one path.</summary>
/// <param name="Method">GET and so on.</param>
/// <param name="Template">Path without the context path, with <c>{names}</c>; a last <c>{*name}</c> takes the rest of the path, which may be nothing.</param>
/// <param name="HandleAsync">Answers it.</param>
/// <param name="Since">Whether a release and edition has it; null for all.</param>
internal sealed record ArtifactoryRoute(string Method, string Template, Func<ArtifactoryCall, Task<ArtifactoryAnswer>> HandleAsync, Func<ArtifactoryFeatures, bool>? Since)
{
    private readonly string[] segments = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    // A literal segment beats a parameter, and a parameter the rest of a path.
    public int Weight => segments.Sum(segment => segment.StartsWith("{*", StringComparison.Ordinal) ? -1 : segment[0] == '{' ? 0 : 10);

    /// <summary>The values of the path's parameters; null when it is another path.</summary>
    /// <param name="path">The path, split and decoded.</param>
    public Dictionary<string, string>? Match(string[] path)
    {
        var takesRest = segments[^1].StartsWith("{*", StringComparison.Ordinal);
        if (takesRest ? path.Length < segments.Length - 1 : path.Length != segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        for (var i = 0; i < segments.Length; i++)
        {
            if (takesRest && i == segments.Length - 1)
            {
                values[segments[i][2..^1]] = string.Join('/', path[i..]);
            }
            else if (segments[i][0] == '{')
            {
                values[segments[i][1..^1]] = path[i];
            }
            else if (segments[i] != path[i])
            {
                return null;
            }
        }

        return values;
    }
}
