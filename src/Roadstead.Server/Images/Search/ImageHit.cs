using System.Globalization;
using Roadstead.Server.Http;

namespace Roadstead.Server.Images.Search;

/// <summary>A repository that is found, in the order of the list: best match first, then newer first, then by name.</summary>
/// <param name="Rank">How well it matches; less is better.</param>
/// <param name="UpdatedAt">Ticks; 0 for unknown.</param>
/// <param name="Path">Its path.</param>
/// <param name="Registry">The registry's key in the index.</param>
internal readonly record struct ImageHit(int Rank, long UpdatedAt, string Path, long Registry) : IComparable<ImageHit>
{
    public int CompareTo(ImageHit other)
    {
        var order = Rank.CompareTo(other.Rank);
        if (order == 0) order = other.UpdatedAt.CompareTo(UpdatedAt);
        if (order == 0) order = string.CompareOrdinal(Path, other.Path);
        return order == 0 ? Registry.CompareTo(other.Registry) : order;
    }

    public string ToCursor() => Cursor.Encode(Text(Rank), Text(UpdatedAt), Path, Text(Registry));

    /// <summary>Null when the text is no cursor of this list.</summary>
    public static ImageHit? FromCursor(string text) =>
        Cursor.TryDecode(text, out var keys) && keys is [var rank, var updated, var path, var registry]
        && int.TryParse(rank, CultureInfo.InvariantCulture, out var rankValue) && long.TryParse(updated, CultureInfo.InvariantCulture, out var ticks) && long.TryParse(registry, CultureInfo.InvariantCulture, out var key)
            ? new ImageHit(rankValue, ticks, path, key)
            : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
