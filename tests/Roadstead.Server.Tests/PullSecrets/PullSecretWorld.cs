using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.PullSecrets;

/// <summary>A server that is connected to the shared control plane as <c>lab</c>. Each test takes a namespace of its own there, with a workspace of the same name.</summary>
public sealed class PullSecretWorld(SharedKubernetes kubernetes) : IAsyncLifetime
{
    /// <summary>How long an older account lives on, for pulls that have begun.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromSeconds(1);

    public RoadsteadHost Host { get; private set; } = null!;

    public KubernetesCluster Cluster { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Cluster = await kubernetes.ClusterAsync(Cancellation);
        Host = await StartHostAsync();
        await ConnectAsync(Host, Cluster);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
    }

    /// <summary>A server whose older accounts live on for only a second. On a directory that is given it may start again: its gateway then has a name that is no port of the moment, which secrets would follow.</summary>
    public static Task<RoadsteadHost> StartHostAsync(string? dataDirectory = null)
    {
        var settings = new Dictionary<string, string?> { ["PullIdentities:Overlap"] = Overlap.ToString() };
        if (dataDirectory is not null)
            settings["ROADSTEAD_PUBLIC_URL"] = "http://roadstead.test";
        return RoadsteadHost.StartAsync(settings, dataDirectory);
    }

    public static async Task ConnectAsync(RoadsteadHost host, KubernetesCluster cluster) => await host.Admin.SendOkAsync(
        HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "kubernetes", kubeconfig = await cluster.KubeconfigForRoadsteadAsync(Cancellation) });

    /// <summary>Makes the namespace in the cluster, and a workspace of its name that holds it; waits until its secret is ready.</summary>
    public async Task ReadyAsync(string ns)
    {
        await Cluster.CreateNamespaceAsync(ns, Cancellation);
        await JoinAsync(ns);
        await HasStateAsync(ns, "ready", null);
    }

    /// <summary>A workspace of this name that holds the namespace of this name.</summary>
    public Task JoinAsync(string ns) => JoinAsync(Host, ns);

    public static async Task JoinAsync(RoadsteadHost host, string ns)
    {
        await host.Admin.SendAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = ns });
        await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{ns}/namespaces/lab/{ns}");
    }

    public Task LeaveAsync(string ns) => Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/{ns}/namespaces/lab/{ns}");

    public Task HasStateAsync(string ns, string state, string? reason) => HasStateAsync(Host, ns, state, reason);

    public static Task HasStateAsync(RoadsteadHost host, string ns, string state, string? reason) => Eventually.TrueAsync(
        async () => await StateAsync(host, ns) is var found && found["state"]!.GetValue<string>() == state && found["reason"]?.GetValue<string>() == reason,
        $"the pull secret of {ns} is {state} ({reason})",
        Cancellation);

    public static async Task<JsonNode> StateAsync(RoadsteadHost host, string ns) =>
        (await host.Admin.GetOkAsync($"/api/v1/workspaces/{ns}/namespaces"))["items"]![0]!["pullSecret"]!;

    public Task<JsonNode?> SecretAsync(string ns) => Cluster.Admin.FindAsync(SecretPath(ns), Cancellation);

    public Task<JsonNode?> AccountAsync(string ns) => Cluster.Admin.FindAsync(AccountPath(ns), Cancellation);

    public static string SecretPath(string ns) => $"/api/v1/namespaces/{ns}/secrets/roadstead-pull";

    public static string AccountPath(string ns) => $"/api/v1/namespaces/{ns}/serviceaccounts/default";

    public static string Version(JsonNode? item) => item!["metadata"]!["resourceVersion"]!.GetValue<string>();

    public static string Uid(JsonNode? item) => item!["metadata"]!["uid"]!.GetValue<string>();

    public static bool Refers(JsonNode? account) =>
        account?["imagePullSecrets"] is JsonArray references && references.Any(reference => reference!["name"]!.GetValue<string>() == "roadstead-pull");

    /// <summary>The docker config that a secret holds; null when it holds none that can be read.</summary>
    public static JsonObject? Config(JsonNode? secret)
    {
        try
        {
            return secret?["data"]?[".dockerconfigjson"] is { } data ? JsonNode.Parse(Convert.FromBase64String(data.GetValue<string>())) as JsonObject : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>User name and password for the gateway, as a kubelet would read them; null when there are none.</summary>
    public string? Login(JsonNode? secret) =>
        Config(secret)?["auths"]?[Host.GatewayHost]?["auth"]?.GetValue<string>() is { } auth ? Encoding.UTF8.GetString(Convert.FromBase64String(auth)) : null;

    /// <summary>Whether the token service takes a login.</summary>
    public async Task<bool> IsTakenAsync(string login)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/token?service={Uri.EscapeDataString(Host.GatewayHost)}");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        using var answer = await Host.Anonymous.SendAsync(request, Cancellation);
        return answer.IsSuccessStatusCode;
    }
}
