using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Roadstead.Core.Access;
using Roadstead.Server.Access;
using Roadstead.Server.PullSecrets;
using Roadstead.Server.Registries;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>Keeps the pull identities of every registry that has or should have some, each in a task of its own.</summary>
internal sealed class IdentityWorker(
    IPublications publications, IRegistryAccountSource source, IUpstreamSource upstreams, IRegistryConnections connections, IRegistryHealth health, IIdentitySource identities, IPullSecretStates secrets,
    IClusterSource clusters, IAccessMapSource maps, IdentityStore store, IdentityBoard board, IdentityLook look, IdentityArrivals arrivals, IOptions<PullIdentitiesOptions> options, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, Followed> followed = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        arrivals.Arrived += OnArrived;
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
        finally
        {
            arrivals.Arrived -= OnArrived;
        }
    }

    // A pull secret of this workspace in this cluster was seen to hold what it should.
    private void OnArrived(string cluster, Guid workspaceId)
    {
        foreach (var (registryId, one) in followed)
            one.Run.Arrived(new IdentityKey(registryId, workspaceId, cluster));
    }

    private void Follow(CancellationToken stoppingToken)
    {
        var published = source.RegistryAccounts;
        var marks = published.Needs.Keys.Concat(published.Accounts.Keys).Distinct().GroupBy(key => key.RegistryId)
            .ToDictionary(group => group.Key, group => group.ToDictionary(key => key, key => Mark(published, key)));

        // A registry that gives no accounts any more is followed until those that it has are gone.
        var wanted = upstreams.Upstreams.Values.Where(upstream => upstream.Delivery.IsByRegistryAccount() || marks.ContainsKey(upstream.RegistryId))
            .Select(upstream => upstream.RegistryId).ToHashSet();
        foreach (var id in followed.Keys.Where(id => !wanted.Contains(id)))
        {
            if (followed.TryRemove(id, out var ended))
                ended.Cancel();
            board.Forget(id);
        }

        foreach (var id in wanted)
            followed.GetOrAdd(id, _ => Begin(id, stoppingToken)).Run.Follow(marks.GetValueOrDefault(id) ?? []);
    }

    private Followed Begin(Guid registryId, CancellationToken stoppingToken)
    {
        var reconciler = new IdentityReconciler(registryId, store, board, source, connections, health, identities, secrets, clusters, maps, options, time);
        var run = new IdentityRun(registryId, reconciler, look, upstreams, connections, options, time, loggers);
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var token = stopping.Token;
        return new Followed(run, stopping, Task.Run(() => run.RunAsync(token), CancellationToken.None));
    }

    // Stands for what should be and what is; whatever changes of either, the identity is looked at.
    private static string Mark(RegistryAccounts published, IdentityKey key) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(published.Needs.TryGetValue(key, out var need) ? need.Rights : "-")}|{string.Join('|', published.AccountsOf(key).Select(account => string.Create(CultureInfo.InvariantCulture, $"{account.Id:N}{account.State}{account.ChangedAt.Ticks}{account.NeedsNewSecret}")))}");

    private sealed record Followed(IdentityRun Run, CancellationTokenSource Stopping, Task Task)
    {
        public void Cancel()
        {
            Stopping.Cancel();
            Stopping.Dispose();
        }
    }
}
