using Roadstead.Core.Contracts.Images;

namespace Roadstead.Server.Images.Tags;

/// <summary>The order of tags: newest first; those of unknown age last, the highest version first.</summary>
internal sealed class TagOrder : IComparer<TagView>
{
    public static TagOrder Instance { get; } = new();

    public int Compare(TagView? x, TagView? y)
    {
        var order = (y?.PushedAt?.UtcTicks ?? 0).CompareTo(x?.PushedAt?.UtcTicks ?? 0);
        if (order == 0) order = CompareVersions(y?.Tag ?? "", x?.Tag ?? "");
        return order == 0 ? string.CompareOrdinal(x?.Tag, y?.Tag) : order;
    }

    /// <summary>Digits compare as numbers, everything else as text: 1.9 before 1.10. A pre-release comes before its release: 1.10-rc1 before 1.10.</summary>
    internal static int CompareVersions(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        while (!x.IsEmpty && !y.IsEmpty)
        {
            var partOfX = Part(x);
            var partOfY = Part(y);
            var order = char.IsAsciiDigit(partOfX[0]) && char.IsAsciiDigit(partOfY[0])
                ? CompareNumbers(partOfX.TrimStart('0'), partOfY.TrimStart('0'))
                : partOfX.SequenceCompareTo(partOfY);
            if (order != 0) return order;
            x = x[partOfX.Length..];
            y = y[partOfY.Length..];
        }

        if (x.IsEmpty && y.IsEmpty) return 0;
        var sign = x.IsEmpty ? -1 : 1;
        return (x.IsEmpty ? y : x)[0] == '-' ? -sign : sign;
    }

    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> text)
    {
        var digits = char.IsAsciiDigit(text[0]);
        var length = 1;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == digits) length++;
        return text[..length];
    }

    private static int CompareNumbers(ReadOnlySpan<char> x, ReadOnlySpan<char> y) => x.Length == y.Length ? x.SequenceCompareTo(y) : x.Length.CompareTo(y.Length);
}
