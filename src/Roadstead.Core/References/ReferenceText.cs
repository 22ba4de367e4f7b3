namespace Roadstead.Core.References;

/// <summary>
/// The one parser of image references: positions within the text, nothing copied. <see cref="ImageReference"/> makes strings of it,
/// the access map decides on it as it is.
/// </summary>
internal readonly ref struct ReferenceText
{
    public const string DefaultDomain = "docker.io";
    public const string LegacyDefaultDomain = "index.docker.io";
    public const string OfficialPrefix = "library/";

    private readonly ReadOnlySpan<char> text;
    private readonly int domainLength;
    private readonly bool defaultDomain;
    private readonly int tagStart;
    private readonly int tagLength;

    private ReferenceText(ReadOnlySpan<char> text, int domainLength, bool defaultDomain, int pathStart, int pathLength, bool official, int tagStart, int tagLength)
    {
        this.text = text;
        this.domainLength = domainLength;
        this.defaultDomain = defaultDomain;
        PathStart = pathStart;
        PathLength = pathLength;
        IsOfficial = official;
        this.tagStart = tagStart;
        this.tagLength = tagLength;
    }

    /// <summary>Where the host ends and the path begins, as it is written in the text; the host is not folded. Empty where the library finds none (<c>a_b.com/c</c>).</summary>
    public ReadOnlySpan<char> Domain => defaultDomain ? DefaultDomain : text[..domainLength];

    public int PathStart { get; }

    public int PathLength { get; }

    /// <summary>True: the whole path is <c>library/</c> and then the written one.</summary>
    public bool IsOfficial { get; }

    /// <summary>The path as it is written.</summary>
    public ReadOnlySpan<char> WrittenPath => text.Slice(PathStart, PathLength);

    /// <summary>Empty for none.</summary>
    public ReadOnlySpan<char> Tag => text.Slice(tagStart, tagLength);

    /// <summary>Empty for none.</summary>
    public ReadOnlySpan<char> Digest => DigestStart == 0 ? default : text[DigestStart..];

    private int DigestStart { get; init; }

    /// <summary>ParseNormalizedNamed of the library: the same text fails for the same reason.</summary>
    public static ReferenceError Parse(ReadOnlySpan<char> text, out ReferenceText reference)
    {
        var error = ParseLowerCase(text, out reference);
        // The library looks for capitals before the grammar. A name that keeps the grammar has none, so one pass is enough for those.
        return error is ReferenceError.None or ReferenceError.Identifier || !HasUppercase(NameBeforeTag(text[SplitDomain(text).RemainderStart..]))
            ? error
            : ReferenceError.Uppercase;
    }

    private static ReferenceError ParseLowerCase(ReadOnlySpan<char> text, out ReferenceText reference)
    {
        reference = default;
        if (text.Length == 64 && ReferenceGrammar.IsLowerHex(text))
            return ReferenceError.Identifier;

        var (domainLength, isDefault, remainderStart) = SplitDomain(text);
        var remainder = text[remainderStart..];
        var official = isDefault && !remainder.Contains('/');

        // What is no host is taken for a part of the path: the reference has an empty domain then.
        var pathStart = remainderStart;
        if (!isDefault && !ReferenceGrammar.IsDomain(text[..domainLength]))
        {
            pathStart = 0;
            domainLength = 0;
        }

        var rest = text[pathStart..];
        var pathEnd = rest.IndexOfAny(':', '@');
        var path = pathEnd < 0 ? rest : rest[..pathEnd];
        if (!ReferenceGrammar.IsPath(path))
            return ReferenceError.Format;
        rest = rest[path.Length..];

        int tagStart = 0, tagLength = 0, digestStart = 0;
        if (rest.StartsWith(':'))
        {
            var at = rest.IndexOf('@');
            var tag = at < 0 ? rest[1..] : rest[1..at];
            if (!ReferenceGrammar.IsTag(tag))
                return ReferenceError.Format;
            tagStart = pathStart + path.Length + 1;
            tagLength = tag.Length;
            rest = rest[(1 + tag.Length)..];
        }

        if (!rest.IsEmpty)
        {
            digestStart = text.Length - rest.Length + 1;
            if (!ReferenceGrammar.IsDigestShape(text[digestStart..]))
                return ReferenceError.Format;
        }

        if (path.Length + (official ? OfficialPrefix.Length : 0) > ReferenceGrammar.MaxPathLength)
            return ReferenceError.TooLong;
        if (digestStart != 0 && References.Digest.Check(text[digestStart..]) is not ReferenceError.None and var error)
            return error;

        reference = new ReferenceText(text, domainLength, isDefault, pathStart, path.Length, official, tagStart, tagLength) { DigestStart = digestStart };
        return ReferenceError.None;
    }

    public static ReadOnlySpan<char> NameBeforeTag(ReadOnlySpan<char> remainder)
    {
        var colon = remainder.IndexOf(':');
        return colon < 0 ? remainder : remainder[..colon];
    }

    /// <summary>The first component is a host when it has a '.' or ':', is "localhost", or is not all lower case; else the host is Docker Hub's.</summary>
    public static (int DomainLength, bool IsDefault, int RemainderStart) SplitDomain(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
            return (0, true, 0);
        var first = text[..slash];
        if (first is DefaultDomain or LegacyDefaultDomain)
            return (0, true, slash + 1);
        var isHost = first is "localhost" || first.ContainsAny('.', ':') || HasUppercase(first);
        return isHost ? (slash, false, slash + 1) : (0, true, 0);
    }

    private static bool HasUppercase(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsAsciiLetterUpper(c) || (c > '\x7f' && char.ToLowerInvariant(c) != c))
                return true;
        }

        return false;
    }
}
