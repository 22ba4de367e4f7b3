using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Kubernetes;

/// <summary>Says of pods what a kubelet would, where there is no node.</summary>
public static class SpokenPods
{
    /// <summary>Waits for so many pods of an <c>app.kubernetes.io/name</c>; their names.</summary>
    public static async Task<IReadOnlyList<string>> PodsAsync(this KubernetesAdmin admin, string @namespace, string name, int count, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> pods = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var list = await admin.GetAsync($"/api/v1/namespaces/{@namespace}/pods?labelSelector=app.kubernetes.io/name%3D{name}", cancellationToken);
                pods = [.. list["items"]!.AsArray().Where(pod => pod!["metadata"]!["deletionTimestamp"] is null).Select(pod => pod!["metadata"]!["name"]!.GetValue<string>())];
                return pods.Count == count;
            },
            $"{@namespace}/{name} has {count} pods",
            cancellationToken);
        return pods;
    }

    /// <summary>The node cannot pull.</summary>
    public static Task FailPullAsync(this KubernetesAdmin admin, string @namespace, string pod, string message, CancellationToken cancellationToken) =>
        SetAsync(admin, @namespace, pod, "Pending", ready: false, new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ErrImagePull", ["message"] = message } }, cancellationToken);

    /// <summary>The node runs it.</summary>
    public static Task RunAsync(this KubernetesAdmin admin, string @namespace, string pod, CancellationToken cancellationToken) =>
        SetAsync(admin, @namespace, pod, "Running", ready: true, new JsonObject { ["running"] = new JsonObject { ["startedAt"] = "2026-11-21T08:00:00Z" } }, cancellationToken);

    private static async Task SetAsync(KubernetesAdmin admin, string @namespace, string pod, string phase, bool ready, JsonObject state, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{@namespace}/pods/{pod}";
        var container = (await admin.GetAsync(path, cancellationToken))["spec"]!["containers"]![0]!;
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = ready ? "True" : "False" }),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = container["name"]!.GetValue<string>(),
                ["image"] = container["image"]!.GetValue<string>(),
                ["imageID"] = "",
                ["ready"] = ready,
                ["restartCount"] = 0,
                ["state"] = state,
            }),
        };
        using var patch = new StringContent(new JsonObject { ["status"] = status }.ToJsonString(), Encoding.UTF8, "application/merge-patch+json");
        var (answer, body) = await admin.TrySendAsync(HttpMethod.Patch, path + "/status", patch, cancellationToken);
        if (answer != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The status of {@namespace}/{pod} was not taken: {(int)answer} {body}");
        }
    }
}
