using System.Globalization;

namespace Roadstead.Testing.Harbor.Text;

/// <summary>Times as Go writes them where Harbor does not say how.</summary>
internal static class GoTime
{
    /// <summary>RFC 3339 with microseconds, without zeros at the end.</summary>
    public static string Fine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>2026/11/21 01:38:11</c>.</summary>
    public static string Slashes(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy'/'MM'/'dd HH:mm:ss", CultureInfo.InvariantCulture);
}
