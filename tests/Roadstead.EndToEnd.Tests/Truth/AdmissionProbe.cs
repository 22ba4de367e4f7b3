using System.Net;
using System.Net.Http.Json;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Tells what admission really does: by a pod that is never made, and by what stands in the cluster.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="ns">A namespace of a workspace.</param>
internal sealed class AdmissionProbe(KubernetesCluster cluster, string ns)
{
    /// <summary>An image ID is refused everywhere where admission enforces; where it is on, both configurations are there.</summary>
    public async Task<bool> IsAsync(string admission, CancellationToken cancellationToken)
    {
        var spec = PodObjects.Spec("sha256:" + new string('a', 64), PullSecretKind.ServiceAccount, PodObjects.NoScheduler);
        var (status, body) = await cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods?dryRun=All", JsonContent.Create(PodObjects.Pod("probe", spec)), cancellationToken);
        var policies = await PoliciesAsync("validating", cancellationToken) + await PoliciesAsync("mutating", cancellationToken);
        return admission switch
        {
            "enforce" => body.Contains("denied the request", StringComparison.Ordinal) && policies == "FailIgnore",
            "audit" => status is HttpStatusCode.Created && policies == "IgnoreIgnore",
            _ => status is HttpStatusCode.Created && policies.Length == 0,
        };
    }

    // The failure policy of the first webhook, which is that of pods; nothing when there is none.
    private async Task<string> PoliciesAsync(string sort, CancellationToken cancellationToken)
    {
        var found = (await cluster.Admin.GetAsync($"/apis/admissionregistration.k8s.io/v1/{sort}webhookconfigurations", cancellationToken))["items"]!.AsArray();
        return string.Concat(found.Select(configuration => (string?)configuration!["webhooks"]![0]!["failurePolicy"]));
    }
}
