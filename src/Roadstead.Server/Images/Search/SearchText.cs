using Roadstead.Core.Access;

namespace Roadstead.Server.Images.Search;

/// <summary>What somebody types to find an image, and how well a path answers it.</summary>
/// <param name="Text">Lower case; empty for everything.</param>
/// <param name="Registry">Only this registry: the text began with its name; null for all.</param>
internal sealed record SearchText(string Text, RegistryFact? Registry)
{
    /// <summary>Shorter texts have no trigram to look up.</summary>
    public const int MinIndexedLength = 3;

    /// <summary>Reads a text: part of a path, or a whole image name as it stands in a pod, tag and all.</summary>
    public static SearchText Parse(string? text, IEnumerable<RegistryFact> registries)
    {
        var wanted = (text ?? "").Trim().ToLowerInvariant();
        foreach (var registry in registries)
        {
            if (registry.PathOf(wanted) is { } path) return new SearchText(WithoutTag(path), registry);
            var host = $"{registry.Host}/";
            if (host.Length > 1 && wanted.StartsWith(host, StringComparison.Ordinal)) return new SearchText(WithoutTag(wanted[host.Length..]), registry);
        }

        return new SearchText(WithoutTag(wanted), null);
    }

    /// <summary>0: the path ends with the text, by whole segments; 1: a segment begins with it; 2: it is somewhere within; null: it is not.</summary>
    public int? Rank(string path)
    {
        if (Text.Length == 0) return 0;
        int? best = null;
        for (var at = path.IndexOf(Text, StringComparison.Ordinal); at >= 0; at = path.IndexOf(Text, at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && path[at - 1] != '/')
            {
                best ??= 2;
                continue;
            }

            if (at + Text.Length == path.Length) return 0;
            best = 1;
        }

        return best;
    }

    // A path holds neither ':' nor '@'; a host may, but what is left of one is no host any more.
    private static string WithoutTag(string text)
    {
        var end = text.IndexOfAny([':', '@'], text.LastIndexOf('/') + 1);
        return end < 0 ? text : text[..end];
    }
}
