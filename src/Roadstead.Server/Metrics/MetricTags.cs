using System.Globalization;

namespace Roadstead.Server.Metrics;

/// <summary>A measurement's tags, as a key that is made without allocating.</summary>
internal static class MetricTags
{
    /// <summary>Longer ones have no key; they are an address that somebody made up.</summary>
    public const int MaxKey = 512;

    private const char End = '\0';

    /// <summary>Writes names and values in the order in which they come.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="key">Where they are written.</param>
    /// <param name="length">How much was written.</param>
    /// <returns>False when they do not fit, or could be read as others.</returns>
    public static bool TryWrite(ReadOnlySpan<KeyValuePair<string, object?>> tags, Span<char> key, out int length)
    {
        length = 0;
        foreach (var (name, value) in tags)
        {
            if (!TryAppend(name, key, ref length) || !TryAppend(value, key, ref length)) return false;
        }

        return true;
    }

    private static bool TryAppend(object? value, Span<char> key, ref int length)
    {
        var left = key[length..];
        int written;
        if (value is ISpanFormattable number)
        {
            if (!number.TryFormat(left, out written, default, CultureInfo.InvariantCulture)) return false;
        }
        else
        {
            var text = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture);
            if (!text.AsSpan().TryCopyTo(left)) return false;
            written = text?.Length ?? 0;
        }

        if (written == left.Length || left[..written].Contains(End)) return false;
        left[written] = End;
        length += written + 1;
        return true;
    }
}
