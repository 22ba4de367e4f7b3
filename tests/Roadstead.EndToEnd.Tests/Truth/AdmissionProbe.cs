using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Tells by a pod that is never made what admission really does.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="ns">A namespace of a workspace.</param>
internal sealed class AdmissionProbe(KubernetesCluster cluster, string ns)
{
    /// <summary>An image ID is refused everywhere; a pod that names a secret of its own gets Roadstead's as well where admission is on.</summary>
    public async Task<bool> IsAsync(string admission, CancellationToken cancellationToken)
    {
        var spec = PodObjects.Spec("sha256:" + new string('a', 64), PullSecretKind.Own, PodObjects.NoScheduler);
        var (status, body) = await cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods?dryRun=All", JsonContent.Create(PodObjects.Pod("probe", spec)), cancellationToken);
        var hasBoth = status is HttpStatusCode.Created && JsonNode.Parse(body)!["spec"]!["imagePullSecrets"]!.AsArray().Count == 2;
        return admission switch
        {
            "enforce" => body.Contains("denied the request", StringComparison.Ordinal),
            "audit" => hasBoth,
            _ => status is HttpStatusCode.Created && !hasBoth,
        };
    }
}
