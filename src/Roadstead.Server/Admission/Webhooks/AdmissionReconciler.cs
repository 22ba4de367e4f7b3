using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Access;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Admission.Serving;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>Keeps the webhook configurations and the exclusion label of every connected cluster as they should be.</summary>
internal sealed class AdmissionReconciler(
    IClusterSource clusters,
    IPublications publications,
    IInstallation installation,
    Authorities authorities,
    WebhookServer server,
    ExcludedNamespaces excluded,
    AdmissionStates states,
    WebhookArrivals arrivals,
    TimeProvider time,
    ILogger<AdmissionReconciler> logger) : IClusterPart
{
    public string Name => "admission";

    public async Task RunAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        var labels = new ExclusionLabels(connection, excluded);
        var webhooks = new WebhookStore(connection.Client, installation.Id);
        var loop = new AdmissionLoop(connection, clusters, publications, authorities, server, labels, webhooks, new WebhookReach(connection, arrivals, time), excluded, installation.Id, states, time, logger);
        await loop.RunAsync(cancellationToken);
    }

    public async Task LeaveAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        await new WebhookStore(client, installation.Id).RemoveAsync(cancellationToken);
        var scope = new ListScope(LabelSelector: $"{AdmissionNames.ExclusionLabel}={AdmissionNames.Excluded}");
        await foreach (var ns in client.ListAllAsync<Namespace>(scope, cancellationToken)) await ExclusionLabels.RemoveAsync(client, ns.Metadata.Name, cancellationToken);
    }
}
