using Roadstead.Core.Access;

namespace Roadstead.Server.Images.Search;

/// <summary>What somebody types to find an image, and how well a path answers it: one word, or several in any order, each of which must be found.</summary>
/// <param name="Text">Lower case, its words parted by one space; empty for everything.</param>
/// <param name="Registry">Only this registry: the text named its host; null for all.</param>
internal sealed record SearchText(string Text, RegistryFact? Registry)
{
    /// <summary>Shorter texts have no trigram to look up.</summary>
    public const int MinIndexedLength = 3;

    /// <summary>More words than this nobody types to find one image; the rest is not looked at.</summary>
    public const int MaxWords = 8;

    /// <summary>How far a word is that the path does not hold, but the registry's name or a tag does.</summary>
    private const int Elsewhere = 3;

    private readonly string[] words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>Reads a text: parts of a path, or whole image names as they stand in a pod, tag and all.</summary>
    public static SearchText Parse(string? text, IEnumerable<RegistryFact> registries)
    {
        var known = registries.ToList();
        RegistryFact? registry = null;
        var words = new List<string>();
        foreach (var typed in (text ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
        {
            var word = typed;
            if (registry is null && known.Select(one => (Registry: one, Path: PathIn(one, typed))).FirstOrDefault(one => one.Path is not null) is { Path: { } path } found)
                (registry, word) = (found.Registry, path);
            if (WithoutTag(word.TrimStart(':')) is { Length: > 0 } wanted && !words.Contains(wanted))
                words.Add(wanted);
        }

        return new SearchText(string.Join(' ', words), registry);
    }

    /// <summary>
    /// Of one word: 0: the path ends with it, by whole segments; 1: a segment begins with it; 2: it is somewhere within. Of several words the sum, but 0 where they are the path's segments and nothing more.
    /// Null: a word is not there.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="elsewhere">The words, by their place as bits, that need not be in the path.</param>
    public int? Rank(string path, int elsewhere = 0)
    {
        var (sum, whole) = (0, 0);
        for (var i = 0; i < words.Length; i++)
        {
            var rank = Rank(path, words[i], out var isWhole) ?? ((elsewhere & (1 << i)) != 0 ? Elsewhere : null);
            if (rank is null) return null;
            sum += rank.Value;
            whole += isWhole ? 1 : 0;
        }

        return words.Length > 1 && whole == words.Length && path.AsSpan().Count('/') + 1 == whole ? 0 : sum;
    }

    /// <summary>Which of the words a registry's name or host begins with, by their place as bits.</summary>
    public int NamedBy(RegistryFact registry) => Words
        .Select((word, i) => word.Length >= MinIndexedLength && (registry.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase) || registry.Host.StartsWith(word, StringComparison.OrdinalIgnoreCase)) ? 1 << i : 0)
        .Sum();

    private static int? Rank(string path, string word, out bool isWhole)
    {
        int? best = null;
        isWhole = false;
        for (var at = path.IndexOf(word, StringComparison.Ordinal); at >= 0; at = path.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && path[at - 1] != '/')
            {
                best ??= 2;
                continue;
            }

            var end = at + word.Length;
            isWhole |= end == path.Length || path[end] == '/';
            if (end == path.Length) return 0;
            best = 1;
        }

        return best;
    }

    private static string? PathIn(RegistryFact registry, string word)
    {
        if (registry.PathOf(word) is { } path) return path;
        var host = $"{registry.Host}/";
        return host.Length > 1 && word.StartsWith(host, StringComparison.Ordinal) ? word[host.Length..] : null;
    }

    // A path holds neither ':' nor '@'; a host may, but what is left of one is no host any more.
    private static string WithoutTag(string text)
    {
        var end = text.IndexOfAny([':', '@'], text.LastIndexOf('/') + 1);
        return end < 0 ? text : text[..end];
    }
}
