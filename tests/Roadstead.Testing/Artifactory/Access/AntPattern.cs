using System.Text;
using System.Text.RegularExpressions;

namespace Roadstead.Testing.Artifactory.Access;

/// <summary>Ant's patterns: <c>?</c> is a character, <c>*</c> any number within a segment, <c>**</c> any number of segments; a slash at the end stands for all below.</summary>
internal static class AntPattern
{
    public static bool Matches(string pattern, string path)
    {
        var whole = pattern.EndsWith('/') ? pattern + "**" : pattern;
        return whole.Length > 0 && Regex.IsMatch(path, ToRegex(whole), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>Included by one and excluded by none.</summary>
    public static bool Matches(IReadOnlyList<string> includes, IReadOnlyList<string> excludes, string path) =>
        includes.Any(pattern => Matches(pattern, path)) && !excludes.Any(pattern => Matches(pattern, path));

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder("\\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest is "/**")
            {
                // "a/**" is a as well.
                regex.Append("(/.*)?");
                break;
            }

            if (rest.StartsWith("**/"))
            {
                regex.Append("(.*/)?");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(rest[0] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var letter => Regex.Escape(letter.ToString()),
                });
            }
        }

        return regex.Append("\\z").ToString();
    }
}
