using Microsoft.Extensions.Options;
using Roadstead.Kubernetes.Work;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>Keeps the pull identities of one registry: on what is published, and by looking at the registry every now and then. A slow registry delays no other.</summary>
internal sealed partial class IdentityRun(
    Guid registryId, IdentityReconciler reconciler, IdentityLook look, IUpstreamSource upstreams, IRegistryConnections connections, IOptions<PullIdentitiesOptions> options, TimeProvider time,
    ILoggerFactory loggers)
{
    private const int AtOnce = 4;

    // A burst of bindings is one call.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    private readonly ILogger logger = loggers.CreateLogger<IdentityRun>();
    private readonly WorkQueue<IdentityKey> queue = new(
        new WorkQueueOptions { Name = $"pull-identities/{registryId:N}", MaxConcurrency = AtOnce }, reconciler.ReconcileAsync, time, loggers.CreateLogger<WorkQueue<IdentityKey>>());

    private Dictionary<IdentityKey, string> marks = [];

    /// <summary>Compares what is published now with what was then. One caller at a time.</summary>
    public void Follow(Dictionary<IdentityKey, string> now)
    {
        foreach (var key in now.Where(pair => marks.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key).Concat(marks.Keys.Where(key => !now.ContainsKey(key))))
            queue.EnqueueAfter(key, Gather);
        marks = now;
    }

    /// <summary>A pull secret came to hold what it should: an older account may go.</summary>
    public void Arrived(IdentityKey key) => queue.Enqueue(key);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var working = queue.RunAsync(cancellationToken);
        try
        {
            while (!working.IsCompleted)
                await Task.WhenAny(working, Task.Delay(await LookAsync(cancellationToken) ? options.Value.LookEvery : Sooner(LookAgain), time, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(logger, registryId);
        }

        await working;
    }

    // True when the registry could be looked at.
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!upstreams.Upstreams.TryGetValue(registryId, out var upstream) || connections.Find(registryId)?.As<IPullAccounts>() is not { } accounts)
                return false;
            await look.LookAsync(upstream, accounts, Suspect, cancellationToken);
            return true;
        }
        catch (RegistryException e)
        {
            Log.NotLooked(logger, registryId, e.Message); // its health says why
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e, registryId);
        }

        return false;
    }

    private void Suspect(RegistryAccount account, DateTimeOffset began)
    {
        reconciler.Suspect(account.Id, began);
        queue.Enqueue(account.Key);
    }

    private TimeSpan Sooner(TimeSpan wait) => wait < options.Value.LookEvery ? wait : options.Value.LookEvery;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Keeping the pull identities of registry {RegistryId} was stopped.")]
        public static partial void Stopped(ILogger logger, Guid registryId);

        [LoggerMessage(2, LogLevel.Debug, "The pull identities at registry {RegistryId} could not be looked at: {Reason}")]
        public static partial void NotLooked(ILogger logger, Guid registryId, string reason);

        [LoggerMessage(3, LogLevel.Error, "Looking at the pull identities of registry {RegistryId} failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid registryId);
    }
}
