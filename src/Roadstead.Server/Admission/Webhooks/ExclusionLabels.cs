using System.Text.Json.Nodes;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>The label that takes a namespace out of admission: on those that are meant to be, and on no other.</summary>
internal sealed class ExclusionLabels(ClusterConnection connection, ExcludedNamespaces excluded)
{
    /// <summary>Puts it where it belongs and takes it off elsewhere. Writes nothing when all is as it should be.</summary>
    public async Task SetAsync(CancellationToken cancellationToken)
    {
        foreach (var ns in connection.Namespaces.Items)
        {
            var has = Has(ns);
            if (has == IsMeant(ns.Metadata.Name) || ns.Metadata.DeletionTimestamp is not null) continue;
            if (has) await RemoveAsync(connection.Client, ns.Metadata.Name, cancellationToken);
            else await PatchAsync(connection.Client, ns.Metadata.Name, AdmissionNames.Excluded, cancellationToken);
        }
    }

    /// <summary>Whether a change of a namespace concerns the label.</summary>
    public bool Concerns(InformerChange<Namespace> change) =>
        change.After is { } after && Has(after) != IsMeant(after.Metadata.Name);

    public static Task SetAsync(KubernetesClient client, string ns, CancellationToken cancellationToken) => PatchAsync(client, ns, AdmissionNames.Excluded, cancellationToken);

    public static Task RemoveAsync(KubernetesClient client, string ns, CancellationToken cancellationToken) => PatchAsync(client, ns, null, cancellationToken);

    private bool IsMeant(string ns) => excluded.Contains(connection.Name, ns);

    private static async Task PatchAsync(KubernetesClient client, string ns, string? value, CancellationToken cancellationToken)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [AdmissionNames.ExclusionLabel] = value } } };
        try
        {
            await client.PatchAsync<Namespace>(null, ns, PatchKind.Merge, patch, cancellationToken);
        }
        catch (KubernetesException e) when (e.Code is KubernetesErrorCode.NotFound)
        {
            return; // it has just gone
        }
    }

    private static bool Has(Namespace ns) =>
        ns.Metadata.Labels is { } labels && labels.TryGetValue(AdmissionNames.ExclusionLabel, out var value) && value == AdmissionNames.Excluded;
}
