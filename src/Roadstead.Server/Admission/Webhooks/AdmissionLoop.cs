using Roadstead.Core.Contracts.Clusters;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Configuration;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Kubernetes.Work;
using Roadstead.Server.Access;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Admission.Serving;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>
/// One cluster's admission: compares when something that matters changed (the cluster's settings, the authorities, a configuration, a label), and acts
/// on the difference. The order keeps every moment as promised: the server listens and the map is loaded before this runs; labels come before
/// configurations; of these the validating one comes last and goes first.
/// </summary>
internal sealed class AdmissionLoop(
    ClusterConnection connection,
    IClusterSource clusters,
    IPublications publications,
    Authorities authorities,
    WebhookServer server,
    ExclusionLabels labels,
    WebhookStore webhooks,
    WebhookReach reach,
    ExcludedNamespaces excluded,
    string installation,
    AdmissionStates states,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    // Watches tell of every change; this is for what a watch may have missed.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    private static readonly WorkQueueOptions Queue = new() { Name = "admission", FirstWait = TimeSpan.FromMilliseconds(200), LongestWait = TimeSpan.FromSeconds(30) };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new WorkQueue<string>(Queue, (_, token) => ReconcileAsync(token), time, logger);
        var validating = Informer<ValidatingWebhookConfiguration>();
        var mutating = Informer<MutatingWebhookConfiguration>();
        void Look() => queue.Enqueue(connection.Name);
        void LookAtNamespace(InformerChange<Namespace> change)
        {
            if (labels.Concerns(change)) Look();
        }

        validating.Changed += _ => Look();
        mutating.Changed += _ => Look();
        connection.Namespaces.Changed += LookAtNamespace;
        try
        {
            Task[] tasks = [queue.RunAsync(ending.Token), validating.RunAsync(ending.Token), mutating.RunAsync(ending.Token), FollowClusterAsync(Look, ending.Token), FollowAuthoritiesAsync(Look, ending.Token)];
            await Task.WhenAny(tasks);
            await ending.CancelAsync();
            await Task.WhenAll(tasks);
        }
        finally
        {
            connection.Namespaces.Changed -= LookAtNamespace;
        }
    }

    private Informer<T> Informer<T>()
        where T : class, IKubernetesResource<T> => new(connection.Client, webhooks.Scope, new InformerOptions(), time, logger);

    private async Task FollowClusterAsync(Action changed, CancellationToken cancellationToken)
    {
        var version = 0L;
        (PublishedCluster?, string) before = default;
        try
        {
            while (true)
            {
                version = await publications.WaitForAfterAsync(version, cancellationToken);
                var now = (Find(), string.Join(' ', excluded.Of(connection.Name)));
                if (now == before) continue;
                before = now;
                changed();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task FollowAuthoritiesAsync(Action changed, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var next = authorities.Changed;
                changed();
                await next.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private PublishedCluster? Find() => clusters.Clusters.TryGetValue(connection.Name, out var cluster) && cluster.ClusterId == connection.ClusterId ? cluster : null;

    private async Task<ReconcileOutcome> ReconcileAsync(CancellationToken cancellationToken)
    {
        // Gone from here: what it left in the cluster is removed by who leaves it.
        if (Find() is not { } cluster) return new ReconcileOutcome.Done();
        try
        {
            return await ReconcileAsync(cluster, cancellationToken);
        }
        catch (KubernetesException e)
        {
            states.Report(cluster.ClusterId, cluster.Admission, AdmissionState.Failing, e.Reason, e.Message);
            throw;
        }
    }

    private async Task<ReconcileOutcome> ReconcileAsync(PublishedCluster cluster, CancellationToken cancellationToken)
    {
        if (cluster.Admission is AdmissionMode.Off)
        {
            await webhooks.RemoveAsync(cancellationToken);
            states.Report(cluster.ClusterId, cluster.Admission, AdmissionState.Off, null, "Admission is off: nothing is asked of Roadstead.");
            return new ReconcileOutcome.Done(LookAgain);
        }

        if (cluster.AdmissionSecret is null)
        {
            const string reason = "secret-unreadable";
            const string message = "The secret of the webhooks' addresses cannot be decrypted. Give the kubeconfig again.";
            states.Report(cluster.ClusterId, cluster.Admission, AdmissionState.Failing, reason, message);
            return new ReconcileOutcome.Stalled(reason, message);
        }

        UseOwnNamespace(cluster);
        await labels.SetAsync(cancellationToken);
        var bundle = authorities.Bundle;
        if (await MakeReachedAsync(cluster, bundle, cancellationToken) is { } waiting) return waiting;
        await PutAsync(cluster, bundle, isReached: true, cancellationToken);
        states.Report(
            cluster.ClusterId,
            cluster.Admission,
            AdmissionState.Ready,
            null,
            cluster.Admission is AdmissionMode.Enforce ? "Pods with images that their namespace may not use are denied." : "Pods with images that their namespace may not use are reported.");
        return new ReconcileOutcome.Done(LookAgain);
    }

    // Null: go on. What fails closed already stays so: taking that back would open it for a moment.
    private async Task<ReconcileOutcome?> MakeReachedAsync(PublishedCluster cluster, string bundle, CancellationToken cancellationToken)
    {
        var address = WebhookConfigurations.AddressOf(cluster, server.Port);
        if (cluster.Admission is not AdmissionMode.Enforce) return null;
        if (await webhooks.IsFailingClosedAsync(cancellationToken))
        {
            reach.Reached(address);
            return null;
        }

        await PutAsync(cluster, bundle, isReached: false, cancellationToken);
        if (await reach.LookAsync(address, cancellationToken)) return null;
        const string reason = "webhook-unreachable";
        var message = $"The cluster's API server does not reach Roadstead at {address}, so that no pod is denied yet: with 'enforce' in force none could start. Let ROADSTEAD_WEBHOOK_LISTEN listen where the API server reaches it, and the cluster's serverUrl name that host.";
        states.Report(cluster.ClusterId, cluster.Admission, AdmissionState.Failing, reason, message);
        return new ReconcileOutcome.Waiting(reason, message, TryAgain);
    }

    private async Task PutAsync(PublishedCluster cluster, string bundle, bool isReached, CancellationToken cancellationToken)
    {
        await webhooks.PutAsync(
            WebhookConfigurations.Mutating(installation, cluster, server.Port, bundle),
            WebhookConfigurations.Validating(installation, cluster, server.Port, bundle, isReached),
            cancellationToken);
        authorities.Trusts(cluster.Name, bundle);
    }

    private void UseOwnNamespace(PublishedCluster cluster)
    {
        if (cluster.Kubeconfig is { } kubeconfig && Kubeconfig.Parse(kubeconfig, new KubeconfigOptions()) is { IsSuccess: true } endpoint)
            excluded.UseOwn(cluster.Name, OwnNamespace.Of(endpoint.Value));
    }
}
