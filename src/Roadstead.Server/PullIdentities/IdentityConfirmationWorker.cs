using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;

namespace Roadstead.Server.PullIdentities;

/// <summary>Removes generations that were overtaken. Many at a time: each change makes all decisions be read anew. What a crash loses is told again, by who compares secrets.</summary>
internal sealed partial class IdentityConfirmationWorker(
    IDbContextFactory<RoadsteadDb> contexts, GatewayAccounts accounts, IIdentitySource identities, ChangeService changes, IdentityArrivals arrivals, IOptions<PullIdentitiesOptions> options, TimeProvider time,
    ILogger<IdentityConfirmationWorker> logger) : BackgroundService, IIdentityConfirmations
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Cluster, string Namespace), (string Account, DateTimeOffset Due)> pending = [];
    private TaskCompletionSource told = NewSignal();

    public void Confirm(string cluster, string ns, string account)
    {
        if (!identities.AccountsOf(cluster).TryGetValue(ns, out var generations) || generations.Length < 2)
            return;

        var due = time.GetUtcNow() + (generations.Any(generation => generation.NeedsNewSecret) ? TimeSpan.Zero : options.Value.Overlap);
        lock (gate)
        {
            if (pending.TryGetValue((cluster, ns), out var known) && known.Account == account && known.Due <= due)
                return;
            pending[(cluster, ns)] = (account, due);
            told.TrySetResult();
        }
    }

    public void ConfirmIdentities(string cluster, Guid workspaceId) => arrivals.Tell(cluster, workspaceId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await WaitAsync(stoppingToken);
                await RemoveAsync(Take(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // told again after the next start
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Until something is due, and a moment longer: what is due with it goes with it.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            TimeSpan wait;
            lock (gate)
            {
                if (told.Task.IsCompleted)
                    told = NewSignal();
                next = told.Task;
                wait = pending.Count == 0 ? Timeout.InfiniteTimeSpan : pending.Values.Min(entry => entry.Due) - time.GetUtcNow();
            }

            if (wait <= TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
            {
                await Task.Delay(Gather, time, cancellationToken);
                return;
            }

            using var sooner = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(wait, time, sooner.Token));
            await sooner.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private List<KeyValuePair<(string Cluster, string Namespace), (string Account, DateTimeOffset Due)>> Take()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var due = pending.Where(entry => entry.Value.Due <= now).ToList();
            foreach (var entry in due)
                pending.Remove(entry.Key);
            return due;
        }
    }

    private async Task RemoveAsync(List<KeyValuePair<(string Cluster, string Namespace), (string Account, DateTimeOffset Due)>> due, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var removed = await accounts.ConfirmAsync(db, [.. due.Select(entry => entry.Value.Account)], cancellationToken);
            if (removed.Count == 0)
                return;
            var drafts = removed.GroupBy(account => account.Cluster).Select(cluster => new AuditDraft("pull-identity.retire", cluster.Key, new { Accounts = cluster.Count() })).ToList();
            var result = await changes.CommitAsync(db, drafts, new CommitTerms(), cancellationToken);
            if (result.IsCommitted)
                return;
            Log.NotCommitted(logger, removed.Count, result.Status, RetryAfter);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The store, in whatever way: the old accounts go on for a moment, and this is tried again.
            Log.Failed(logger, e, due.Count, RetryAfter);
        }

        lock (gate)
        {
            foreach (var entry in due)
                pending.TryAdd(entry.Key, (entry.Value.Account, time.GetUtcNow() + RetryAfter));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Removing {Accounts} overtaken accounts ended in {Status}; next try in {Delay}.")]
        public static partial void NotCommitted(ILogger logger, int accounts, CommitStatus status, TimeSpan delay);

        [LoggerMessage(2, LogLevel.Error, "The accounts that {Namespaces} namespaces have left behind could not be removed; next try in {Delay}.")]
        public static partial void Failed(ILogger logger, Exception exception, int namespaces, TimeSpan delay);
    }
}
