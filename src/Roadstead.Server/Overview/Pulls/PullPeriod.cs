namespace Roadstead.Server.Overview.Pulls;

/// <summary>How far back the history of pulls is looked at, and in what steps. Counts are kept for 30 days.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Hours">Its length.</param>
/// <param name="HoursPerStep">The length of a step.</param>
public sealed record PullPeriod(string Name, int Hours, int HoursPerStep)
{
    public static PullPeriod Day { get; } = new("24h", 24, 1);

    public static PullPeriod Week { get; } = new("7d", 7 * 24, 6);

    public static PullPeriod Month { get; } = new("30d", 30 * 24, 24);

    public static IReadOnlyList<PullPeriod> All { get; } = [Day, Week, Month];

    /// <summary>The day where the text names none.</summary>
    public static PullPeriod Read(string? name) => All.FirstOrDefault(period => period.Name == name) ?? Day;
}
