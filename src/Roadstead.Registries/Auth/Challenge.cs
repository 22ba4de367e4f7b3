using System.Text;

namespace Roadstead.Registries.Auth;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">The scheme, lower case.</param>
/// <param name="Parameters">Its parameters; names in lower case, values unescaped.</param>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public bool IsBearer => Scheme == "bearer";

    public bool IsBasic => Scheme == "basic";

    public string? Realm => Parameters.GetValueOrDefault("realm");

    public string? Service => Parameters.GetValueOrDefault("service");

    public string? Error => Parameters.GetValueOrDefault("error");

    public IReadOnlyList<string> Scopes =>
        Parameters.GetValueOrDefault("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The realm as an address that a token can be asked of; null when it is none.</summary>
    public Uri? TokenRealm =>
        IsBearer
        && Uri.TryCreate(Realm, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { UserInfo: "", Host.Length: > 0 }
            ? url
            : null;

    /// <summary>The one to answer: a Bearer that names a usable realm, else Basic, else null.</summary>
    public static Challenge? Choose(IReadOnlyList<Challenge> challenges) =>
        challenges.FirstOrDefault(challenge => challenge.TokenRealm is not null) ?? challenges.FirstOrDefault(challenge => challenge.IsBasic);

    /// <summary>
    /// All challenges of all header lines, in order. Never throws: what is malformed is left out.
    /// .NET's own parser is not used: it drops the whole header for one unterminated quote, and leaves the parameters unsplit.
    /// </summary>
    public static IReadOnlyList<Challenge> Parse(IEnumerable<string> lines)
    {
        var challenges = new List<Challenge>();
        foreach (var line in lines)
        {
            ParseLine(line, challenges);
        }

        return challenges;
    }

    private static void ParseLine(string line, List<Challenge> challenges)
    {
        var at = 0;
        string? scheme = null;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            SkipBlanksAndCommas(line, ref at);
            if (at == line.Length)
            {
                break;
            }

            var name = ReadToken(line, ref at);
            if (name.Length == 0)
            {
                SkipToComma(line, ref at);
                continue;
            }

            var afterName = at;
            SkipBlanks(line, ref at);
            if (at < line.Length && line[at] == '=')
            {
                at++;
                SkipBlanks(line, ref at);
                if (ReadValue(line, ref at) is not { } value)
                {
                    // An unterminated quote: nothing after it can be told apart, and the challenge would be acted on by half.
                    scheme = null;
                    break;
                }

                parameters.TryAdd(name.ToLowerInvariant(), value);
                SkipToComma(line, ref at);
                continue;
            }

            at = afterName;
            Add();
            scheme = name.ToLowerInvariant();
        }

        Add();

        void Add()
        {
            if (scheme is not null)
            {
                challenges.Add(new Challenge(scheme, parameters));
            }

            scheme = null;
            parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    private static string ReadToken(string line, ref int at)
    {
        var start = at;
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || "!#$%&'*+-.^_`|~/".Contains(line[at], StringComparison.Ordinal)))
        {
            at++;
        }

        return line[start..at];
    }

    // A token, more widely read than the grammar says (some send a bare URL), or a quoted string; null when the quote never ends.
    private static string? ReadValue(string line, ref int at)
    {
        if (at == line.Length || line[at] != '"')
        {
            var start = at;
            while (at < line.Length && line[at] is not (',' or ' ' or '\t' or '"'))
            {
                at++;
            }

            return line[start..at];
        }

        at++;
        var value = new StringBuilder();
        while (at < line.Length)
        {
            var c = line[at++];
            if (c == '"')
            {
                return value.ToString();
            }

            if (c == '\\' && at < line.Length)
            {
                c = line[at++];
            }

            value.Append(c);
        }

        return null;
    }

    private static void SkipToComma(string line, ref int at)
    {
        while (at < line.Length && line[at] != ',')
        {
            at++;
        }
    }

    private static void SkipBlanks(string line, ref int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private static void SkipBlanksAndCommas(string line, ref int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t' or ',')
        {
            at++;
        }
    }
}
