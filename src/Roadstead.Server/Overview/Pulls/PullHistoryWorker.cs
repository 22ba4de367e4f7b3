namespace Roadstead.Server.Overview.Pulls;

/// <summary>Sums up the history of pulls after a start, so that the first dashboard does not wait for it.</summary>
internal sealed partial class PullHistoryWorker(PullHistoryService history, ILogger<PullHistoryWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await history.WarmAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotSummed(logger, e);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the host stops
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The history of pulls could not be summed up after the start; the first dashboard does it.")]
        public static partial void NotSummed(ILogger logger, Exception exception);
    }
}
