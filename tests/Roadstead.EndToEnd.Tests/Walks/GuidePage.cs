using System.Text.RegularExpressions;

namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>What a page of the guide refers to.</summary>
internal sealed partial record GuidePage(string Text)
{
    /// <summary>Pages beside it that it leads to.</summary>
    public IEnumerable<string> Links => Found(Link());

    public IEnumerable<string> Pictures => Found(Picture());

    /// <summary>The first column of its tables of what can go wrong.</summary>
    public IEnumerable<string> Codes => Found(Code());

    /// <summary>Words in bold that are none of these texts, whatever stands at their places.</summary>
    public IEnumerable<string> BoldBesides(IReadOnlyList<string> texts)
    {
        var known = texts.Select(text => new Regex("^" + Place().Replace(Regex.Escape(text.Trim()), ".+") + "$")).ToList();
        return Found(Bold()).Where(bold => !known.Any(text => text.IsMatch(bold)));
    }

    private IEnumerable<string> Found(Regex pattern) => pattern.Matches(Text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\]\(([a-z-]+\.md)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"!\[[^\]]+\]\(pictures/([a-z0-9-]+\.png)\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\\\{\d}")]
    private static partial Regex Place();
}
