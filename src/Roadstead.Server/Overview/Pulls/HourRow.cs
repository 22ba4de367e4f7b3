namespace Roadstead.Server.Overview.Pulls;

/// <summary>One row of the sums by hour, as the database gives it.</summary>
internal sealed class HourRow
{
    /// <summary>Hours since the first of January of the year 1.</summary>
    public long Hour { get; set; }

    public required string Reason { get; set; }

    public long Count { get; set; }
}
