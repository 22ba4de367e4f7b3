using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>Kubernetes clusters as tests connect them: looked at often, so that nobody waits.</summary>
internal static class ClusterCalls
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Dictionary<string, string?> Impatient => new()
    {
        ["Clusters:CheckInterval"] = "00:00:00.2",
        ["Clusters:CheckTimeout"] = "00:00:02",
        ["Clusters:RightsInterval"] = "00:00:00.5",
        ["Clusters:FirstWait"] = "00:00:00.1",
        ["Clusters:LongestWait"] = "00:00:00.5",
        ["Clusters:DigestInterval"] = "00:00:00.2",
    };

    public static Task<RoadsteadHost> StartAsync(IClusterPart? part = null, string? dataDirectory = null, string allowedNetworks = "127.0.0.0/8") => RoadsteadHost.StartAsync(
        new Dictionary<string, string?>(Impatient) { ["ROADSTEAD_ALLOWED_NETWORKS"] = allowedNetworks },
        dataDirectory,
        part is null ? null : new Action<WebApplicationBuilder>(builder => builder.Services.AddSingleton(part)));

    /// <summary>Connects a cluster with the rights of the role that is shipped, and waits until it is.</summary>
    public static async Task<JsonNode> ConnectAsync(this RoadsteadHost host, KubernetesCluster cluster, string name = "prod")
    {
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name, kubeconfig = await cluster.KubeconfigForRoadsteadAsync(Cancel) });
        return await host.StatusAsync(name, "connected", null);
    }

    /// <summary>Waits for a status with its reason; the cluster then.</summary>
    public static async Task<JsonNode> StatusAsync(this RoadsteadHost host, string name, string status, string? reason)
    {
        JsonNode? seen = null;
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    seen = await host.Admin.GetOkAsync($"/api/v1/clusters/{name}");
                    return (string?)seen["status"] == status && (string?)seen["reason"] == reason;
                },
                $"{name} is {status} ({reason})",
                Cancel,
                TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{e.Message} It is: {seen}\n{string.Join('\n', host.Logs.Lines.TakeLast(20))}", e);
        }

        return seen!;
    }

    public static async Task<JsonArray> NamespacesAsync(this RoadsteadHost host, string name, string query = "limit=500") =>
        (await host.Admin.GetOkAsync($"/api/v1/clusters/{name}/namespaces?{query}"))["items"]!.AsArray();

    public static Task<JsonNode> RefusedAsync(this RoadsteadHost host, object body, HttpStatusCode status, string code) =>
        host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/clusters", body, status, code);
}
