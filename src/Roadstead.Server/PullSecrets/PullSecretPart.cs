using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Kubernetes.Work;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.PullIdentities;

namespace Roadstead.Server.PullSecrets;

/// <summary>
/// Keeps the pull secrets of one cluster. Follows what is published, the cluster's namespaces, its own secrets (by their labels: everybody else's are neither listed nor
/// watched) and the default service accounts; whatever changes, the namespace is compared anew.
/// </summary>
internal sealed class PullSecretPart(
    IPublications publications, IPullSecretContents contents, IIdentityConfirmations confirmations, PullSecretBoard board, TimeProvider time, ILoggerFactory loggers) : IClusterPart
{
    private static readonly TimeSpan LookForTrouble = TimeSpan.FromSeconds(1);
    private const int DeletesAtOnce = 8;

    // A cluster may hold very many secrets and service accounts of others: the API server picks ours in its memory.
    private static readonly InformerOptions AmongMany = new() { FirstFromCache = true };

    // Twice the client's connections, so that none of them waits for what is done between two calls.
    private const int AtOnce = 16;

    public string Name => "pull-secrets";

    public async Task RunAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        var secrets = new Informer<Secret>(connection.Client, PullSecretNames.OwnSecrets(contents.Installation), AmongMany, time, loggers.CreateLogger<Informer<Secret>>());
        var accounts = new Informer<ServiceAccount>(connection.Client, PullSecretNames.ServiceAccounts, AmongMany, time, loggers.CreateLogger<Informer<ServiceAccount>>())
        {
            Keep = AccountReference.Keep,
        };
        var freshSecrets = new FreshView<Secret>(secrets, PullSecretNames.Secret, time);
        var freshAccounts = new FreshView<ServiceAccount>(accounts, PullSecretNames.ServiceAccount, time);
        var reconciler = new PullSecretReconciler(connection, freshSecrets, freshAccounts, contents, confirmations, board, time);
        var queue = new WorkQueue<string>(
            new WorkQueueOptions { Name = $"{Name}/{connection.Name}", MaxConcurrency = AtOnce }, reconciler.ReconcileAsync, time, loggers.CreateLogger<WorkQueue<string>>());
        var wanted = new WantedSecrets(connection.Name, contents, queue);

        secrets.Changed += change =>
        {
            if (change.Key is { Name: PullSecretNames.Secret, Namespace: { } ns } && !freshSecrets.Heard(ns, change.After))
                queue.Enqueue(ns);
        };
        accounts.Changed += change =>
        {
            if (change.Key.Namespace is not { } ns || freshAccounts.Heard(ns, change.After))
                return;
            if (wanted.Contains(ns) || (change.After is { } account && AccountReference.IsOurs(account, contents.Installation)))
                queue.Enqueue(ns);
        };
        connection.Namespaces.Changed += OnNamespace;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] tasks =
        [
            secrets.RunAsync(stopping.Token),
            accounts.RunAsync(stopping.Token),
            WorkAsync(connection.Name, secrets, accounts, queue, wanted, stopping.Token),
        ];
        try
        {
            await await Task.WhenAny(tasks);
        }
        finally
        {
            connection.Namespaces.Changed -= OnNamespace;
            await stopping.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Also where something of ours is that should not be: it may have been heard of before its namespace was, and nothing is removed where no namespace is known.
        void OnNamespace(InformerChange<Namespace> change)
        {
            var ns = change.Key.Name;
            if (wanted.Contains(ns) || freshSecrets.Find(ns) is not null || (freshAccounts.Find(ns) is { } account && AccountReference.IsOurs(account, contents.Installation)))
                queue.Enqueue(ns);
        }
    }

    public async Task LeaveAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        var installation = contents.Installation;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            client.ListAllAsync<Secret>(PullSecretNames.OwnSecrets(installation), cancellationToken).Where(secret => secret.Metadata.Name == PullSecretNames.Secret),
            parallel,
            async (secret, token) => await client.DeleteAsync<Secret>(secret.Metadata.Namespace, secret.Metadata.Name, new DeletePreconditions(secret.Metadata.Uid), token));
        await Parallel.ForEachAsync(
            client.ListAllAsync<ServiceAccount>(PullSecretNames.ServiceAccounts, cancellationToken).Where(account => AccountReference.IsOurs(account, installation)),
            parallel,
            async (account, token) => await client.PatchAsync<ServiceAccount>(
                account.Metadata.Namespace, account.Metadata.Name, PatchKind.Merge, AccountReference.Removing(account), token));
    }

    private async Task WorkAsync(
        string cluster, Informer<Secret> secrets, Informer<ServiceAccount> accounts, WorkQueue<string> queue, WantedSecrets wanted, CancellationToken cancellationToken)
    {
        // Before everything is known, what is there would be taken for missing.
        await SyncAsync(cluster, secrets, accounts, cancellationToken);
        var version = publications.Version;
        wanted.Follow();
        var working = queue.RunAsync(cancellationToken);
        while (!working.IsCompleted)
        {
            version = await publications.WaitForAfterAsync(version, cancellationToken);
            wanted.Follow();
        }

        await working;
    }

    private async Task SyncAsync(string cluster, Informer<Secret> secrets, Informer<ServiceAccount> accounts, CancellationToken cancellationToken)
    {
        try
        {
            while (!secrets.HasSynced || !accounts.HasSynced)
            {
                board.Trouble(cluster, secrets.Failure ?? accounts.Failure);
                await Task.WhenAny(
                    Task.WhenAll(secrets.WaitForSyncAsync(cancellationToken), accounts.WaitForSyncAsync(cancellationToken)),
                    Task.Delay(LookForTrouble, time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            board.Trouble(cluster, null);
        }
    }
}
