namespace Roadstead.Server.Access;

/// <summary>Forgets counts of refusals and tokens when they are old: what invented names fill is bounded in time as well.</summary>
public sealed partial class AccessCountRetentionWorker(IAccessCountStore store, TimeProvider time, ILogger<AccessCountRetentionWorker> logger) : BackgroundService
{
    /// <summary>How long counts are kept.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromDays(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            do await ForgetAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // the next start looks again
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ForgetAsync(time.GetUtcNow() - KeepFor, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotForgotten(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Old counts could not be forgotten; the next try is in an hour.")]
        public static partial void NotForgotten(ILogger logger, Exception exception);
    }
}
