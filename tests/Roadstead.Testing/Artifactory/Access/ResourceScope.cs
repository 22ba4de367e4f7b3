namespace Roadstead.Testing.Artifactory.Access;

/// <summary>A scope of a token that names an artifact: <c>artifact:repo[/path]:actions</c>.</summary>
/// <param name="Repository">Key; <c>*</c> for all.</param>
/// <param name="Path">Ant pattern inside it.</param>
/// <param name="Actions">Letters: r, w, d, a, m, x, s, or *.</param>
internal sealed record ResourceScope(string Repository, string Path, string Actions)
{
    private static readonly Dictionary<string, char> Letters = new() { ["read"] = 'r', ["write"] = 'w', ["delete"] = 'd', ["annotate"] = 'a', ["manage"] = 'm' };

    /// <summary>Null for another kind of scope.</summary>
    public static ResourceScope? Parse(string scope)
    {
        if (scope.Split(':') is not ["artifact", { Length: > 0 } artifact, { Length: > 0 } actions])
        {
            return null;
        }

        var at = artifact.IndexOf('/', StringComparison.Ordinal);
        return at < 0 ? new(artifact, "**", actions) : new(artifact[..at], artifact[(at + 1)..] is { Length: > 0 } path ? path : "**", actions);
    }

    public bool Allows(string repository, string path, string action) =>
        Names(repository) && AntPattern.Matches(Path, path) && (Actions.Contains('*', StringComparison.Ordinal) || Actions.Split(',').Any(given => given.Length > 0 && given[0] == Letters.GetValueOrDefault(action)));

    public bool Names(string repository) => Repository == "*" || Repository == repository;
}
