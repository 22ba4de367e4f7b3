using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Server.Http;

namespace Roadstead.Server.Registries.Requests;

/// <summary>
/// The further hosts by which a registry's images are named. Those of an Artifactory can stand for its repositories: <c>*.art.example.com</c> has a host for each, and
/// <c>art.example.com:5001=docker-local</c> is the host of one.
/// </summary>
internal static class ImageHostList
{
    private const string Field = "imageHosts";
    private const int Max = 100;

    /// <summary>The hosts in their one form, each once, in the order given; notes what is wrong.</summary>
    /// <param name="hosts">The field.</param>
    /// <param name="type">The product; null while it is not known.</param>
    /// <param name="url">The registry's address; null when that is wrong itself.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static IReadOnlyList<DeclaredHost> Read(IReadOnlyList<string>? hosts, RegistryType? type, RegistryUrl? url, FieldErrors errors)
    {
        var result = new List<DeclaredHost>();
        errors.Require(hosts is null or { Count: <= Max }, Field, $"At most {Max} image hosts.");
        foreach (var text in (hosts ?? []).Take(Max))
        {
            if (Read(text?.Trim() ?? "", type, url, out var error) is not { } host)
                errors.Require(false, Field, error);
            else if (result.Find(other => other.Host == host.Host) is { } other)
                errors.Require(other == host, Field, $"'{host.Host}' is given twice, for different repositories: one host stands for one.");
            else
                result.Add(host);
        }

        return result;
    }

    private static DeclaredHost? Read(string text, RegistryType? type, RegistryUrl? url, out string error)
    {
        error = "";
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (written, prefix) = equals < 0 ? (text, "") : (text[..equals].TrimEnd(), text[(equals + 1)..].TrimStart());
        var isWildcard = WildcardHost.Is(written);
        if ((isWildcard || equals >= 0) && type is not (RegistryType.Artifactory or null))
        {
            error = $"'{Shorten(text)}': only in an Artifactory do hosts stand for single repositories. Give host[:port] alone.";
            return null;
        }

        var defaultPort = url?.DefaultPort ?? 443;
        string? host = null;
        if (isWildcard)
            error = WildcardHost.TryParse(written, out host, defaultPort) ? "" : $"'{Shorten(text)}' is no *.host[:port] of one organisation's hosts, such as *.art.example.com.";
        else if (RegistryHost.TryParse(written, out var parsed, defaultPort) && NamesAHost(written))
            host = parsed.Value;
        else
            error = $"'{Shorten(text)}' is no host[:port] that an image name can begin with, such as images.example.com or registry:5000.";
        if (host is null || equals < 0)
            return host is null ? null : new DeclaredHost(host, "");

        error = isWildcard ? $"'{Shorten(text)}': a host that begins with *. stands for every repository. Leave '=' and the repository out."
            : !RepositoryName.IsValid(prefix) || prefix.Contains('/', StringComparison.Ordinal) ? $"'{Shorten(text)}': after '=' comes the key of one repository, such as art.example.com:5001=docker-local."
            : host == url?.Host ? $"'{Shorten(text)}' is the address's own host, which stands for the whole registry."
            : "";
        return error.Length > 0 ? null : new DeclaredHost(host, prefix);
    }

    // Of 'team/app' the first part is no host: only a dot, a port or 'localhost' makes it one (distribution/reference).
    private static bool NamesAHost(string text) => text.AsSpan().ContainsAny('.', ':') || text.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
