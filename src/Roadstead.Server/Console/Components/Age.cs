using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Components;

/// <summary>How long ago, or in how long: a text key and its number.</summary>
internal static class Age
{
    internal static (string Key, int Count) Of(TimeSpan age)
    {
        var past = age >= TimeSpan.Zero;
        return age.Duration() switch
        {
            { TotalSeconds: < 45 } => past ? (Key("just now"), 0) : (Key("in a moment"), 0),
            { TotalMinutes: < 60 } t => (past ? Key("{0} min ago") : Key("in {0} min"), Rounded(t.TotalMinutes)),
            { TotalHours: < 24 } t => (past ? Key("{0} h ago") : Key("in {0} h"), Rounded(t.TotalHours)),
            { TotalDays: < 60 } t => (past ? Key("{0} d ago") : Key("in {0} d"), Rounded(t.TotalDays)),
            { TotalDays: < 730 } t => (past ? Key("{0} months ago") : Key("in {0} months"), Rounded(t.TotalDays / 30.4)),
            var t => (past ? Key("{0} years ago") : Key("in {0} years"), Rounded(t.TotalDays / 365.25)),
        };
    }

    // "0 min ago" and "60 min ago" would be odd: at least 1, and down.
    private static int Rounded(double value) => Math.Max(1, (int)value);
}
