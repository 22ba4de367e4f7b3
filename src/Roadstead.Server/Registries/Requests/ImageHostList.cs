using Roadstead.Core.References;
using Roadstead.Server.Http;

namespace Roadstead.Server.Registries.Requests;

/// <summary>The further hosts by which a registry's images are named.</summary>
internal static class ImageHostList
{
    private const int Max = 20;

    /// <summary>The hosts in their one form, each once, in the order given; notes what is wrong.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string>? hosts, int defaultPort, FieldErrors errors)
    {
        var result = new List<string>();
        errors.Require(hosts is null or { Count: <= Max }, "imageHosts", $"At most {Max} image hosts.");
        foreach (var text in (hosts ?? []).Take(Max))
        {
            var trimmed = text?.Trim();
            if (RegistryHost.TryParse(trimmed, out var host, defaultPort) && NamesAHost(trimmed!))
            {
                if (!result.Contains(host.Value))
                    result.Add(host.Value);
            }
            else
            {
                errors.Require(false, "imageHosts", $"'{Shorten(text)}' is no host[:port] that an image name can begin with, such as images.example.com or registry:5000.");
            }
        }

        return result;
    }

    // Of 'team/app' the first part is no host: only a dot, a port or 'localhost' makes it one (distribution/reference).
    private static bool NamesAHost(string text) => text.AsSpan().ContainsAny('.', ':') || text.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "...";
}
