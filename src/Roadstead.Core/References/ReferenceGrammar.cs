using System.Buffers;

namespace Roadstead.Core.References;

/// <summary>
/// The grammar of github.com/distribution/reference (regexp.go), each rule by hand over characters: no regular expression, no allocation.
/// ASCII only, as there.
/// </summary>
internal static class ReferenceGrammar
{
    public const int MaxPathLength = 255;
    public const int MaxTagLength = 128;
    private const int MinDigestHex = 32;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> AnyHex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> IPv6 = SearchValues.Create("0123456789abcdefABCDEF:");
    private static readonly SearchValues<char> TagCharacters =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.-");

    public static bool IsLowerHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);

    // A loop: these texts are short, and the framework's search of a range allocates until it is compiled with optimisation.
    public static bool HasAsciiUppercase(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsAsciiLetterUpper(c))
                return true;
        }

        return false;
    }

    /// <summary>path-component ['/' path-component]*, a component being alphanumeric [separator alphanumeric]* and a separator one of "_", ".", "__", "-"+.</summary>
    public static bool IsPath(ReadOnlySpan<char> text)
    {
        var afterAlphanumeric = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                afterAlphanumeric = true;
                continue;
            }

            // A separator or slash stands only between alphanumerics.
            if (!afterAlphanumeric)
                return false;
            afterAlphanumeric = false;
            switch (c)
            {
                case '/' or '.':
                    break;
                case '_':
                    if (i + 1 < text.Length && text[i + 1] == '_')
                        i++;
                    break;
                case '-':
                    while (i + 1 < text.Length && text[i + 1] == '-')
                        i++;
                    break;
                default:
                    return false;
            }
        }

        return afterAlphanumeric;
    }

    /// <summary>host [':' digits], the host being labels joined by '.', or an IPv6 address in brackets (its form is not looked at, as in the library).</summary>
    public static bool IsDomain(ReadOnlySpan<char> text)
    {
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']');
            return close > 1 && !text[1..close].ContainsAnyExcept(IPv6) && IsPort(text[(close + 1)..]);
        }

        var colon = text.IndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        return IsHost(host) && (colon < 0 || IsPort(text[colon..]));
    }

    public static bool IsTag(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxTagLength && text[0] is not ('.' or '-') && !text.ContainsAnyExcept(TagCharacters);

    /// <summary>What the reference's grammar takes for a digest, before its algorithm is looked at: components joined by one of "+._-", ':', at least 32 hexadecimal digits.</summary>
    public static bool IsDigestShape(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && IsAlgorithmName(text[..colon])
            && text.Length - colon - 1 >= MinDigestHex && !text[(colon + 1)..].ContainsAnyExcept(AnyHex);
    }

    private static bool IsAlgorithmName(ReadOnlySpan<char> text)
    {
        var atStart = true;
        foreach (var c in text)
        {
            if (atStart)
            {
                if (!char.IsAsciiLetter(c))
                    return false;
                atStart = false;
            }
            else if (c is '+' or '.' or '_' or '-')
                atStart = true;
            else if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }

        return !atStart;
    }

    private static bool IsHost(ReadOnlySpan<char> text)
    {
        var previous = '.';
        foreach (var c in text)
        {
            // A label neither begins nor ends with '-', and none is empty.
            var fits = c switch
            {
                '.' => previous is not ('.' or '-'),
                '-' => previous is not '.',
                _ => char.IsAsciiLetterOrDigit(c),
            };
            if (!fits)
                return false;
            previous = c;
        }

        return previous is not ('.' or '-');
    }

    private static bool IsPort(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return true;
        if (text.Length < 2 || text[0] != ':')
            return false;
        foreach (var c in text[1..])
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }
}
