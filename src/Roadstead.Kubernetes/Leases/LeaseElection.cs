using Microsoft.Extensions.Logging;

namespace Roadstead.Kubernetes.Leases;

/// <summary>
/// Lets one of several processes lead, by a lease. Leadership is no fence: a write of the last leader may still arrive after the next one began, so what a
/// leader does is idempotent.
/// </summary>
public sealed partial class LeaseElection
{
    private readonly LeaseElectionOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly HeldLease lease;

    /// <summary>Does nothing before <see cref="RunAsync"/>.</summary>
    public LeaseElection(KubernetesClient client, LeaseElectionOptions options, TimeProvider time, ILogger logger)
    {
        if (options.Duration <= options.RenewDeadline || options.RenewDeadline <= options.RetryPeriod || options.Duration < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentException("A lease lasts a second or more, longer than its renew deadline, and that longer than a retry.", nameof(options));
        }

        (this.options, this.time, this.logger) = (options, time, logger);
        lease = new HeldLease(client, options, time);
    }

    /// <summary>Whether this process leads right now. Turns false by the clock alone when the lease cannot be renewed.</summary>
    public bool IsLeader => lease.IsHeld;

    /// <summary>Leads whenever it can, until cancelled; then ends leading, gives the lease back and returns. Once only.</summary>
    /// <param name="lead">
    /// What the leader does. Its token is cancelled when leadership is lost, and it should end soon then; nobody leads a second time before it has ended.
    /// When it ends by itself, or throws, the lease is given back and asked for anew.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await TryHoldAsync(options.RenewDeadline, cancellationToken))
                {
                    Log.Leads(logger, options.Identity, options.Name);
                    await LeadAsync(lead, cancellationToken);
                    Log.LeadsNoMore(logger, options.Identity, options.Name);
                }

                await Task.Delay(options.RetryPeriod, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(logger, options.Identity, options.Name);
        }
    }

    private async Task LeadAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var leading = LeadToEndAsync(lead, lost.Token);
        try
        {
            await RenewAsync(leading, cancellationToken);
        }
        finally
        {
            await lost.CancelAsync();
            await leading;
            await ReleaseAsync();
        }
    }

    private async Task LeadToEndAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        try
        {
            // Not on this stack: a leader that works before its first await must not hold up the renewals.
            await Task.Run(() => lead(cancellationToken), CancellationToken.None);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.LeaderThrew(logger, e, options.Identity, options.Name);
        }
        catch (OperationCanceledException)
        {
            Log.Stopped(logger, options.Identity, options.Name);
        }
    }

    // Returns when the lease is lost, or when there is nothing to lead any more.
    private async Task RenewAsync(Task leading, CancellationToken cancellationToken)
    {
        while (!leading.IsCompleted && lease.TimeLeft is { } left && left > TimeSpan.Zero)
        {
            var pause = left < options.RetryPeriod ? left : options.RetryPeriod;
            await Task.WhenAny(leading, Task.Delay(pause, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!leading.IsCompleted && lease.TimeLeft is { } rest && rest > TimeSpan.Zero)
            {
                await TryHoldAsync(rest, cancellationToken);
            }
        }
    }

    private async Task<bool> TryHoldAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await lease.TryHoldAsync(either.Token);
        }
        catch (KubernetesException e)
        {
            Log.Failed(logger, options.Name, e.Message);
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, options.Name, "The API server did not answer in time.");
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        // Given back also while the server stops, but not at any price: others take over by themselves in a while.
        using var deadline = new CancellationTokenSource(options.RetryPeriod, time);
        try
        {
            await lease.ReleaseAsync(deadline.Token);
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            Log.Failed(logger, options.Name, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Identity} leads by lease {Lease}.")]
        public static partial void Leads(ILogger logger, string identity, string lease);

        [LoggerMessage(2, LogLevel.Information, "{Identity} leads no more by lease {Lease}.")]
        public static partial void LeadsNoMore(ILogger logger, string identity, string lease);

        [LoggerMessage(3, LogLevel.Warning, "The lease {Lease} could not be read or written: {Problem}")]
        public static partial void Failed(ILogger logger, string lease, string problem);

        [LoggerMessage(4, LogLevel.Error, "What {Identity} does as the leader by lease {Lease} failed; the lease is given back.")]
        public static partial void LeaderThrew(ILogger logger, Exception exception, string identity, string lease);

        [LoggerMessage(5, LogLevel.Debug, "{Identity} stopped, and its part in lease {Lease} with it.")]
        public static partial void Stopped(ILogger logger, string identity, string lease);
    }
}
