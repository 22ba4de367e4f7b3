namespace Roadstead.Registries.Harbor;

/// <summary>Times as Harbor tells them: the year 1 stands for never.</summary>
internal static class HarborTime
{
    public static DateTimeOffset? Of(DateTimeOffset? time) => time is { Year: > 1 } at ? at : null;

    /// <summary>Seconds since 1970; -1 and 0 are never.</summary>
    public static DateTimeOffset? Of(long? seconds) => seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;
}
