namespace Roadstead.Server.Overview;

internal static partial class KeptLog
{
    [LoggerMessage(1, LogLevel.Error, "A figure of the dashboard could not be made; it is tried again when it is next asked for.")]
    public static partial void NotMade(ILogger logger, Exception exception);
}
