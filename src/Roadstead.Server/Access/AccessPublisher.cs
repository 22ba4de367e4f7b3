using System.Collections.Frozen;
using System.Collections.Immutable;
using Roadstead.Core.Access;
using Roadstead.Server.Identity;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Access;

/// <summary>
/// Reads the store and publishes what requests and doors decide from: one reference write, so that a reader sees one moment whole.
/// Changes that come in a burst share a read. Safe for any number of threads.
/// </summary>
internal sealed partial class AccessPublisher(PublicationReader reader, TimeProvider time, ILogger<AccessPublisher> logger)
    : IHostedService, IChangePublisher, IAccessMapSource, IUpstreamSource, IClusterSource, IIdentitySource, IRegistryAccountSource, IPersonSource, IPublications, IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();

    private volatile Publication? current;
    private TaskCompletionSource next = NewSignal();
    private TaskCompletionSource? waiting; // those whose read has not begun
    private bool running;
    private long version;

    public AccessMap Current => Published.Map;

    public IReadOnlyDictionary<Guid, Upstream> Upstreams => Published.Upstreams;

    IReadOnlyDictionary<Guid, Upstream> IUpstreamSource.Leaving => Published.LeavingRegistries;

    public RegistryAccounts RegistryAccounts => Published.RegistryAccounts;

    public IReadOnlyDictionary<string, PublishedCluster> Clusters => Published.Clusters;

    public IReadOnlyDictionary<Guid, PublishedCluster> Leaving => Published.Leaving;

    public long Version => Interlocked.Read(ref version);

    // The server listens only after the first publication, so this throws for nobody but a caller that starts too early.
    private Publication Published => current ?? throw new InvalidOperationException("Nothing is published before the host has started.");

    public PullAccount? FindAccount(string account) => Published.Accounts.GetValueOrDefault(account);

    public PullAccount? FindAccount(string cluster, string ns) => AccountsOf(cluster).TryGetValue(ns, out var accounts) ? accounts[0] : null;

    public IReadOnlyDictionary<string, ImmutableArray<PullAccount>> AccountsOf(string cluster) =>
        Published.AccountsByCluster.TryGetValue(cluster, out var accounts) ? accounts : FrozenDictionary<string, ImmutableArray<PullAccount>>.Empty;

    public Person? FindPerson(Guid userId) => Published.People.GetValueOrDefault(userId);

    public PersonToken? FindToken(string token) =>
        Published.Tokens.TryGetValue(SecretText.HashHex(token), out var found) && found.ExpiresAt > time.GetUtcNow() ? found : null;

    public PersonToken? FindToken(Guid tokenId) =>
        Published.TokensById.TryGetValue(tokenId, out var found) && found.ExpiresAt > time.GetUtcNow() ? found : null;

    public Task PublishAsync(CancellationToken cancellationToken)
    {
        Task task;
        lock (gate)
        {
            waiting ??= NewSignal();
            task = waiting.Task;
            if (!running)
            {
                running = true;
                _ = Task.Run(RunAsync, CancellationToken.None);
            }
        }

        return task.WaitAsync(cancellationToken);
    }

    public async Task<long> WaitForAfterAsync(long version, CancellationToken cancellationToken)
    {
        while (Version <= version)
        {
            var published = Volatile.Read(ref next).Task;
            if (Version <= version)
                await published.WaitAsync(cancellationToken);
        }

        return Version;
    }

    public Task StartAsync(CancellationToken cancellationToken) => PublishAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => stopping.CancelAsync();

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        while (true)
        {
            TaskCompletionSource served;
            lock (gate)
            {
                if (waiting is null)
                {
                    running = false;
                    return;
                }

                (served, waiting) = (waiting, null);
            }

            try
            {
                current = await reader.ReadAsync(version + 1, current, stopping.Token);
                Interlocked.Increment(ref version);
                Interlocked.Exchange(ref next, NewSignal()).SetResult();
                served.SetResult();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                served.SetCanceled(stopping.Token);
            }
            catch (Exception e)
            {
                // What is committed must come to be decided by, though nobody waits for it any more.
                Log.Failed(logger, e, RetryAfter);
                served.SetException(e);
                _ = PublishLaterAsync();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PublishLaterAsync()
    {
        try
        {
            await Task.Delay(RetryAfter, time, stopping.Token);
            await PublishAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return; // the host stops
        }
        catch (Exception e)
        {
            Log.FailedAgain(logger, e.Message); // and the next attempt is under way
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The access map could not be read; decisions go on with the one before. Next try in {Delay}.")]
        public static partial void Failed(ILogger logger, Exception exception, TimeSpan delay);

        [LoggerMessage(2, LogLevel.Debug, "A repeated publication failed: {Reason}")]
        public static partial void FailedAgain(ILogger logger, string reason);
    }
}
