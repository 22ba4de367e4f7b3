using System.Globalization;

namespace Roadstead.Server.Console.Spaces;

/// <summary>Quotas as people type them: in GiB.</summary>
internal static class QuotaText
{
    private const decimal Gibibyte = 1L << 30;

    /// <summary>Bytes; null when nothing was typed; 0, which is no quota, when it is no number or none that fits.</summary>
    internal static long? Read(string text) =>
        text.Length == 0 ? null
        : decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue / Gibibyte ? (long)Math.Ceiling(number * Gibibyte)
        : 0;

    internal static string? Of(long? bytes) => bytes is { } value ? (value / Gibibyte).ToString("0.######", CultureInfo.InvariantCulture) : null;
}
