using System.Text.RegularExpressions;
using Roadstead.Core.References;

namespace Roadstead.Registries.Artifactory;

/// <summary>Addresses at Artifactory. A repository of Roadstead's is a repository key and the image's path in it: <c>docker-local/team/app</c>.</summary>
internal static partial class ArtifactoryPath
{
    private const string Context = "/artifactory";
    private const string Distribution = "/v2/";

    /// <summary>The path of the REST base, without a slash at the end: <c>/artifactory</c>, or empty.</summary>
    public static string Base(Uri url) => url.AbsolutePath.TrimEnd('/');

    /// <summary>
    /// The path at the host for one of Artifactory's: <c>/access/...</c> and <c>/event/...</c> are services beside the REST base, everything else is below it.
    /// </summary>
    public static string AtHost(Uri url, string path)
    {
        var root = Base(url);
        return !path.StartsWith("/access/", StringComparison.Ordinal) && !path.StartsWith("/event/", StringComparison.Ordinal) ? root + path
            : root.EndsWith(Context, StringComparison.Ordinal) ? root[..^Context.Length] + path
            : path;
    }

    /// <summary>
    /// The path at the host for one of the distribution specification. <c>/v2/</c> at the root depends on how the proxy before Artifactory is set up; the address of
    /// each repository below the REST base does not.
    /// </summary>
    public static string OfDistribution(Uri url, string path)
    {
        if (!path.StartsWith(Distribution, StringComparison.Ordinal) || path.IndexOf('/', Distribution.Length) is not (> 0 and var slash))
        {
            return path;
        }

        return $"{Base(url)}/api/docker/{path[Distribution.Length..slash]}/v2{path[slash..]}";
    }

    /// <summary>The repository key and the path in it; null for a name that has no path: nothing is stored so.</summary>
    public static (string Key, string Image)? Split(RepositoryName repository) =>
        repository.Value.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (repository.Value[..slash], repository.Value[(slash + 1)..]) : null;

    /// <summary>True for a key that can begin an image's name.</summary>
    public static bool IsKey(string? key) => key is not null && RepositoryName.IsValid(key) && !key.Contains('/', StringComparison.Ordinal);

    /// <summary>True for a key that Roadstead makes a repository of. Artifactory itself takes more: capitals, which no image's name can have.</summary>
    public static bool IsNewKey(string key) => key.Length <= 64 && NewKey().IsMatch(key);

    [GeneratedRegex(@"\A[a-z0-9]+(?:[._-][a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NewKey();
}
