namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>Harbor's schedules: cron with seconds, six fields.</summary>
internal static class CronText
{
    /// <summary>What is wrong with it; null for nothing.</summary>
    public static string? Problem(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 6 ? null : $"expected exactly 6 fields, found {fields.Length}: [{string.Join(' ', fields)}]";
    }

    /// <summary>The next midnight: nothing here runs on a schedule, and every schedule of a test is daily.</summary>
    public static DateTimeOffset Next(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
}
