using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Kubernetes.Work;
using Roadstead.Server.Access;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>
/// Follows the Harbors of one cluster. Whether it serves HarborClusters is asked for from time to time, so that an operator that is installed or removed is noticed and
/// one that is missing costs nothing; while it does they are watched, and so are the cores of what Helm installed.
/// </summary>
internal sealed class HarborLoop(
    ClusterHarbors harbors,
    MadeHarborReconciler made,
    FoundHarborReconciler found,
    HarborStore store,
    HarborBoard board,
    IPublications publications,
    TimeSpan discoveryInterval,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger<HarborLoop>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new WorkQueue<HarborKey>(new WorkQueueOptions { Name = $"managed-harbors/{harbors.Connection.Name}", MaxConcurrency = 4, LongestWait = TimeSpan.FromSeconds(30) }, ReconcileAsync, time, logger);
        harbors.Helm.Changed += change =>
        {
            if ((change.After ?? change.Before) is { } core && HelmHarbor.IsCore(core))
                queue.Enqueue(harbors.KeyOf(core));
        };
        Task[] tasks = [harbors.Helm.RunAsync(ending.Token), DiscoverAsync(queue, ending.Token), FollowStoreAsync(queue, ending.Token), queue.RunAsync(ending.Token)];
        try
        {
            await await Task.WhenAny(tasks);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ReconcileOutcome> ReconcileAsync(HarborKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(key, cancellationToken) switch
            {
                null => await found.MeetAsync(harbors, key, cancellationToken),
                { Harbor.Made: true } row => await made.ReconcileAsync(harbors, key, row, cancellationToken),
                var row => await found.ReconcileAsync(harbors, key, row, cancellationToken),
            };
        }
        catch (KubernetesException e) when (e.Code is KubernetesErrorCode.Forbidden)
        {
            // Which right it is stands in the message, and in the cluster's status.
            board.Instance(key, board.LastSeen(key) ?? HarborInstanceState.Pending, e.Reason, e.Message);
            throw;
        }
    }

    // Most publications are about something else: only Harbors whose own part of the store changed are looked at.
    private async Task FollowStoreAsync(WorkQueue<HarborKey> queue, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<HarborKey, HarborMark> before = new Dictionary<HarborKey, HarborMark>();
        for (var version = 0L; ; version = await publications.WaitForAfterAsync(version, cancellationToken))
        {
            var now = await store.MarksOfAsync(harbors.Connection.Name, cancellationToken);
            foreach (var (key, mark) in now)
            {
                if (!before.TryGetValue(key, out var old) || old != mark)
                    queue.Enqueue(key);
            }

            before = now;
        }
    }

    private async Task EnqueueAllAsync(WorkQueue<HarborKey> queue, CancellationToken cancellationToken)
    {
        foreach (var key in (await store.MarksOfAsync(harbors.Connection.Name, cancellationToken)).Keys.Union(harbors.Keys))
            queue.Enqueue(key);
    }

    private async Task DiscoverAsync(WorkQueue<HarborKey> queue, CancellationToken cancellationToken)
    {
        CancellationTokenSource? stopping = null;
        Task? running = null;
        try
        {
            while (true)
            {
                if (await IsServedAsync(cancellationToken) is { } served && (served != (harbors.Operated is not null) || (!served && !harbors.LacksOperator)))
                {
                    await StopAsync();
                    if (served)
                        running = Start(stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
                    else
                        harbors.Discovered(null);
                    await EnqueueAllAsync(queue, cancellationToken);
                }

                await Task.Delay(discoveryInterval, time, cancellationToken);
            }
        }
        finally
        {
            await StopAsync();
        }

        Task Start(CancellationTokenSource until)
        {
            var informer = new Informer<HarborCluster>(harbors.Connection.Client, ListScope.All, new InformerOptions(), time, loggers.CreateLogger<Informer<HarborCluster>>());
            informer.Changed += change => queue.Enqueue(harbors.KeyOf((change.After ?? change.Before)!.Metadata));
            harbors.Discovered(informer);
            return informer.RunAsync(until.Token);
        }

        async Task StopAsync()
        {
            if (stopping is null)
                return;
            await stopping.CancelAsync();
            await running!;
            stopping.Dispose();
            stopping = null;
        }
    }

    // Null: the cluster does not say right now.
    private async Task<bool?> IsServedAsync(CancellationToken cancellationToken)
    {
        var type = HarborCluster.Resource;
        try
        {
            return (await harbors.Connection.Client.FindTypesAsync(type.Group, type.Version, cancellationToken))?.Contains(type.Plural) is true;
        }
        catch (KubernetesException)
        {
            return null; // the cluster's own status says what is the matter
        }
    }
}
