namespace Roadstead.Registries.Detection;

/// <summary>Finds the image or host in a pasted command, such as <c>docker pull registry.example.com/team/app:1</c>.</summary>
internal static class PullCommand
{
    private const string DockerHub = "docker.io";

    private static readonly string[] Tools = ["docker", "podman", "nerdctl", "crictl", "buildah", "skopeo", "oras", "helm"];
    private static readonly string[] Before = ["$", "#", "sudo"];
    private static readonly string[] OfImages = ["pull", "push"];
    private static readonly string[] OfLogins = ["user", "pass", "creds", "token"];
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>True for the line of a command.</summary>
    public static bool Is(string text) => Words(text) is [var tool, _, ..] && Tools.Contains(tool, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a command that carries a login, which no address may.</summary>
    public static bool HoldsLogin(string text) => Words(text).Any(word =>
        word.StartsWith("-u", StringComparison.Ordinal) || word.StartsWith("-p", StringComparison.Ordinal) || (word.StartsWith("--", StringComparison.Ordinal) && OfLogins.Any(part => word.Contains(part, StringComparison.Ordinal))));

    /// <summary>The word that names a registry; null when there is none.</summary>
    public static string? Find(string text)
    {
        var words = Words(text);
        var given = words.Skip(1).Where(word => !word.StartsWith('-')).ToList();
        var ofImage = given.FirstOrDefault(OfImages.Contains) is not null;
        if (given.FirstOrDefault(word => NamesHost(word, ofImage)) is { } named)
        {
            return named;
        }

        // An image without a host is one of Docker Hub.
        return ofImage && given.Count > 1 ? DockerHub : null;
    }

    // 'team/app' and 'app:1' begin with no host: only a dot, a port or 'localhost' makes one (distribution/reference).
    private static bool NamesHost(string word, bool ofImage)
    {
        var rest = word[(word.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? rest : rest[..slash];
        return (slash > 0 || !ofImage) && (host.AsSpan().ContainsAny('.', ':') || host == "localhost");
    }

    private static string[] Words(string text) => [.. text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).SkipWhile(Before.Contains)];
}
