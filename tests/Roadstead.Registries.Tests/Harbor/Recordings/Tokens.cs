using System.Text.RegularExpressions;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>
/// The parts of a text that differ from one run of Harbor to the next, by kind: <c>sha256:0a1b…</c> is literal text and a digest. Everything
/// between them is compared as it is.
/// </summary>
internal static partial class Tokens
{
    // Kinds whose values correspond one to one; the others only have to be of the kind.
    private static readonly HashSet<string> Lasting =
        ["digest", "uuid", "address", "project", "user", "repository", "artifact", "label", "robot", "member", "quota", "registry", "retention", "rule", "hook", "replication", "execution", "task"];

    public static bool IsLasting(string kind) => Lasting.Contains(kind);

    public static string KindOf(Match token) => token.Groups.Values.First(group => group.Success && !char.IsAsciiDigit(group.Name[0])).Name;

    /// <summary>The recorded text with the values of the fake in it: a request that can be sent.</summary>
    public static string Translate(string text, Correspondence correspondence) =>
        Pattern().Replace(text, token => IsLasting(KindOf(token)) ? correspondence.Of(KindOf(token), token.Value) : token.Value);

    /// <summary>Whether the text that came is the recorded one, but for values that differ from run to run.</summary>
    public static bool Match(string recorded, string came, Correspondence correspondence)
    {
        if (recorded == came && !Pattern().IsMatch(recorded))
        {
            return true;
        }

        var (expected, actual) = (Pattern().Matches(recorded), Pattern().Matches(came));
        return expected.Count == actual.Count
            && Pattern().Split(recorded).Length == Pattern().Split(came).Length
            && Literals(recorded, expected).SequenceEqual(Literals(came, actual))
            && expected.Zip(actual).All(pair => Match(pair.First, pair.Second, correspondence));
    }

    private static bool Match(Match recorded, Match came, Correspondence correspondence)
    {
        var kind = KindOf(recorded);
        return kind == KindOf(came) && kind switch
        {
            _ when IsLasting(kind) => correspondence.Holds(kind, recorded.Value, came.Value),
            "time" => Same(recorded.Value, came.Value),
            _ => true,
        };
    }

    // Times of the recording's day are the recorder's clock: they have a form. Others (never; what an image says of itself) are values.
    private static bool Same(string recorded, string came) =>
        Day().IsMatch(recorded)
            ? !came.StartsWith("0001", StringComparison.Ordinal) && Shape(recorded) == Shape(came)
            : recorded == came;

    // Fractions: none, three digits, or as many as there are (there no zero is written at the end).
    private static (bool Slashes, int Fraction) Shape(string time) =>
        (time.Contains('/', StringComparison.Ordinal), time.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? time.Length - dot == 5 ? 3 : 6 : 0);

    private static List<string> Literals(string text, MatchCollection tokens)
    {
        var literals = new List<string>();
        var at = 0;
        foreach (Match token in tokens)
        {
            literals.Add(text[at..token.Index]);
            at = token.Index + token.Length;
        }

        literals.Add(text[at..]);
        return literals;
    }

    [GeneratedRegex("^(2026-11-2[12]|2026/11/2[12]|..., 2[12] Nov 2026)")]
    private static partial Regex Day();

    [GeneratedRegex("""
        (?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|\d{4}/\d\d/\d\d\ \d\d:\d\d:\d\d|[A-Z][a-z]{2},\ \d\d\ [A-Z][a-z]{2}\ \d{4}\ \d\d:\d\d:\d\d\ GMT)
        |(?<digest>(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f]))
        |(?<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})
        |(?<unix>\b1[5-9]\d{8}\b)
        |(?<address>127\.0\.0\.1:\d+)
        |(?<state>(?<=_state=)[^&"<>\s]+)
        |(?<job>(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f]))
        |(?<ids>\b[A-Za-z0-9+/]{98}==)
        |(?<line>(?<=\.go:)\d+)
        |(?<project>(?<=\bproject:?\ |Project\ id\ |/projects/|/project/|robot\ account\ |ProjectID%3D|project_id=|reference_id=)\d+(?![\w-]))
        |(?<user>(?<=read\ user:\ |\buser\ |User\ with\ ID\ |/users/)\d+(?![\w-]))
        |(?<repository>(?<=under\ the\ repository\ )\d+)
        |(?<artifact>(?<=\bartifact\ )\d+\b)
        |(?<label>(?<=\blabel\ |/labels/|labels%3D%28)\d+)
        |(?<retention>(?<=retention\ policy\ |/retentions/)\d+)
        |(?<robot>(?<=/robots/|\brobot\ )\d+)
        |(?<registry>(?<=\bregistry\ |/registries/)\d+)
        |(?<member>(?<=/members/)\d+)
        |(?<quota>(?<=\bquota\ |/quotas/)\d+)
        |(?<hook>(?<=webhook/policies/|notificationPolicy\ |webhook/[a-z?&_=0-9]*policy_id=)\d+)
        |(?<replication>(?<=replication/policies/|replication/executions\?policy_id=)\d+)
        |(?<rule>(?<=immutabletagrules/)\d+)
        |(?<execution>(?<=/executions/|/gc/)\d+)
        |(?<task>(?<=/tasks/)\d+)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
