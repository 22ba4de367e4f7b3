using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Leaving;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>Follows every published cluster, and leaves every deleted one, each in a task of its own: a dead cluster holds up no other.</summary>
internal sealed class ClusterWorker(IClusterSource clusters, IPublications publications, ClusterRun run, ClusterLeave leave, ClusterConnections connections, ApiServerAddresses servers) : BackgroundService
{
    private readonly Dictionary<Guid, Followed> followed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var version = publications.Version;
                Follow(stoppingToken);
                await publications.WaitForAfterAsync(version, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(followed.Values.Select(one => one.Task));
        }
    }

    private void Follow(CancellationToken stoppingToken)
    {
        var wanted = clusters.Clusters.Values.Where(cluster => cluster.Kind is ClusterKind.Kubernetes).ToDictionary(cluster => cluster.ClusterId);
        var leaving = clusters.Leaving;
        foreach (var (id, old) in followed.ToList())
        {
            if (!wanted.ContainsKey(id) && !leaving.ContainsKey(id))
            {
                followed.Remove(id);
                old.Cancel();
                connections.Forget(id);
                servers.Forget(id);
            }
        }

        foreach (var (id, cluster) in wanted)
            Begin(id, new Purpose(cluster.Kubeconfig, IsLeaving: false), token => run.RunAsync(cluster, token), stoppingToken);
        foreach (var (id, cluster) in leaving)
            Begin(id, new Purpose(cluster.Kubeconfig, IsLeaving: true), token => leave.RunAsync(cluster, token), stoppingToken);
    }

    // What was done for the cluster before has ended when the new begins, so that nobody repairs what another one removes.
    private void Begin(Guid id, Purpose purpose, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        var before = followed.GetValueOrDefault(id);
        if (before?.Purpose == purpose)
            return;
        before?.Cancel();
        var source = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var token = source.Token;
        followed[id] = new Followed(purpose, source, Task.Run(
            async () =>
            {
                await (before?.Task ?? Task.CompletedTask);
                await work(token);
            },
            CancellationToken.None));
    }

    private sealed record Purpose(string? Kubeconfig, bool IsLeaving);

    private sealed class Followed(Purpose purpose, CancellationTokenSource source, Task task)
    {
        public Purpose Purpose => purpose;

        public Task Task => task;

        public void Cancel()
        {
            source.Cancel();
            source.Dispose();
        }
    }
}
