using Roadstead.Server.Access;

namespace Roadstead.Server.Registries.Leaving;

/// <summary>Leaves every removed registry, each in a task of its own: a dead one holds up no other.</summary>
internal sealed class RegistryLeaveWorker(IUpstreamSource upstreams, IPublications publications, RegistryLeave leave) : BackgroundService
{
    private readonly Dictionary<Guid, (CancellationTokenSource Stopping, Task Task)> followed = [];

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
        var leaving = upstreams.Leaving;
        foreach (var id in followed.Keys.Where(id => !leaving.ContainsKey(id)).ToList())
        {
            followed.Remove(id, out var ended);
            ended.Stopping.Cancel();
            ended.Stopping.Dispose();
        }

        foreach (var (id, registry) in leaving.Where(pair => !followed.ContainsKey(pair.Key)))
        {
            var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var token = stopping.Token;
            followed[id] = (stopping, Task.Run(() => leave.RunAsync(registry, token), CancellationToken.None));
        }
    }
}
