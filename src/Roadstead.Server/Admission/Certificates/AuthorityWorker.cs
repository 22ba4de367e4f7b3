namespace Roadstead.Server.Admission.Certificates;

/// <summary>Looks whether the change of authorities has a step to do.</summary>
internal sealed partial class AuthorityWorker(Authorities authorities, TimeProvider time, ILogger<AuthorityWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                authorities.Advance();
            }
            catch (Exception e)
            {
                Log.Failed(logger, e, LookEvery);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The change of the admission webhooks' certificate authority could not go on. Next try in {Delay}.")]
        public static partial void Failed(ILogger logger, Exception exception, TimeSpan delay);
    }
}
