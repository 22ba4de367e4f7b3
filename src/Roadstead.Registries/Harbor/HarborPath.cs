using System.Globalization;
using System.Text.RegularExpressions;
using Roadstead.Core.References;

namespace Roadstead.Registries.Harbor;

/// <summary>Paths and filters of Harbor's API, escaped as it wants them.</summary>
internal static partial class HarborPath
{
    /// <summary>True for what can be a project's name: whatever else is asked for is not there, and is not put into a path.</summary>
    public static bool IsProject(string name) => name.Length <= 255 && ProjectName().IsMatch(name);

    /// <summary>True for what Harbor takes as a new project's name.</summary>
    public static bool IsNewProject(string name) => name.Length <= 255 && NewProjectName().IsMatch(name);

    /// <summary>The project that a repository is in; null for a name without one, which is in no Harbor.</summary>
    public static string? ProjectOf(RepositoryName repository) => repository.Value.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? repository.Value[..slash] : null;

    public static string Repositories(string project) => $"/projects/{Uri.EscapeDataString(project)}/repositories";

    /// <summary>A repository. Its slashes are escaped twice: the proxy before Harbor undoes one of them.</summary>
    public static string Repository(RepositoryName repository)
    {
        var project = ProjectOf(repository) ?? throw new ArgumentException("A repository of Harbor is in a project.", nameof(repository));
        return $"{Repositories(project)}/{Twice(repository.Value[(project.Length + 1)..])}";
    }

    /// <summary>An artifact by tag or digest. The colon of a digest stands as it is, as in Harbor's own links.</summary>
    public static string Artifact(RepositoryName repository, string reference) =>
        $"{Repository(repository)}/artifacts/{Uri.EscapeDataString(reference).Replace("%3A", ":", StringComparison.Ordinal)}";

    /// <summary>A filter <c>q=key=value</c>. Harbor decodes a filter twice, which matters to the two characters that decoding changes.</summary>
    public static string Filter(string key, string relation, string value) =>
        "q=" + Uri.EscapeDataString(key + relation + value.Replace("%", "%25", StringComparison.Ordinal).Replace("+", "%2B", StringComparison.Ordinal));

    /// <summary>A moment as filters want it: whole seconds, UTC.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Twice(string text) => Uri.EscapeDataString(Uri.EscapeDataString(text));

    [GeneratedRegex("^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectName();

    [GeneratedRegex(@"\A[a-z0-9]+(?:[._-][a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NewProjectName();
}
