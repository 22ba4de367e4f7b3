namespace Roadstead.Server.Images.Index;

/// <summary>Times as the index keeps them: UTC ticks, 0 for unknown.</summary>
internal static class IndexTime
{
    // Builds that are to be reproducible write the epoch, the year 1, or the first day that a zip file can name: none of them a time at which anything was made.
    private static readonly DateTimeOffset EarliestKnown = new(1980, 1, 3, 0, 0, 0, TimeSpan.Zero);

    public static long ToTicks(DateTimeOffset? time) => time is { } known && known >= EarliestKnown ? known.UtcTicks : 0;

    public static DateTimeOffset? FromTicks(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
