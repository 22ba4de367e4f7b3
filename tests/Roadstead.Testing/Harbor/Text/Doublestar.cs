using System.Text;
using System.Text.RegularExpressions;

namespace Roadstead.Testing.Harbor.Text;

/// <summary>Harbor's patterns for names: <c>*</c> within a segment, <c>**</c> across segments, <c>?</c>, and alternatives in braces.</summary>
internal static class Doublestar
{
    public static bool Matches(string pattern, string text) => Regex.IsMatch(text, $"^{Translate(pattern)}$", RegexOptions.CultureInvariant);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var isDouble = pattern[at] == '*' && at + 1 < pattern.Length && pattern[at + 1] == '*';
            regex.Append(pattern[at] switch
            {
                '*' when isDouble => ".*",
                '*' => "[^/]*",
                '?' => "[^/]",
                '{' => "(?:",
                '}' => ")",
                ',' => "|",
                var other => Regex.Escape(other.ToString()),
            });
            at += isDouble ? 1 : 0;
        }

        return regex.ToString();
    }
}
