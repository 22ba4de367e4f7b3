namespace Roadstead.Server.Console.Components;

/// <summary>How long ago, or in how long: a text key and its number.</summary>
internal static class Age
{
    internal static (string Key, int Count) Of(TimeSpan age)
    {
        var past = age >= TimeSpan.Zero;
        return age.Duration() switch
        {
            { TotalSeconds: < 45 } => past ? ("just now", 0) : ("in a moment", 0),
            { TotalMinutes: < 60 } t => (past ? "{0} min ago" : "in {0} min", Rounded(t.TotalMinutes)),
            { TotalHours: < 24 } t => (past ? "{0} h ago" : "in {0} h", Rounded(t.TotalHours)),
            { TotalDays: < 60 } t => (past ? "{0} d ago" : "in {0} d", Rounded(t.TotalDays)),
            { TotalDays: < 730 } t => (past ? "{0} months ago" : "in {0} months", Rounded(t.TotalDays / 30.4)),
            var t => (past ? "{0} years ago" : "in {0} years", Rounded(t.TotalDays / 365.25)),
        };
    }

    // "0 min ago" and "60 min ago" would be odd: at least 1, and down.
    private static int Rounded(double value) => Math.Max(1, (int)value);
}
