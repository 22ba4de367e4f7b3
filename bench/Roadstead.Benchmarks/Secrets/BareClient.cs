using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Kubernetes;

namespace Roadstead.Benchmarks.Secrets;

/// <summary>
/// What one could write by hand: for each namespace one POST of a secret and one PATCH of the default service account, eight at once, over plain HTTP calls. It looks at
/// nothing before and at nothing afterwards.
/// </summary>
internal sealed class BareClient : IDisposable
{
    private const int AtOnce = 8;

    private readonly HttpClient http;

    public BareClient(KubernetesEndpoint endpoint)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(endpoint.CertificateAuthorities!);
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = AtOnce, SslOptions = { CertificateChainPolicy = policy } }) { BaseAddress = endpoint.Server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.Token);
    }

    /// <summary>Writes secrets of this shape into the namespaces, and the references to them.</summary>
    public Task WriteAsync(IReadOnlyList<string> namespaces, JsonNode template) => ForAllAsync(namespaces, async ns =>
    {
        var secret = template.DeepClone();
        secret["metadata"]!["namespace"] = ns;
        await SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/secrets", JsonContent.Create(secret));
        var reference = new StringContent("""{"imagePullSecrets":[{"name":"roadstead-pull"}]}""", Encoding.UTF8, "application/strategic-merge-patch+json");
        await SendAsync(HttpMethod.Patch, $"/api/v1/namespaces/{ns}/serviceaccounts/default", reference);
    });

    public Task RemoveAsync(IReadOnlyList<string> namespaces) => ForAllAsync(namespaces, async ns =>
    {
        await SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/{ns}/secrets/roadstead-pull", null);
        var reference = new StringContent("""{"imagePullSecrets":null}""", Encoding.UTF8, "application/merge-patch+json");
        await SendAsync(HttpMethod.Patch, $"/api/v1/namespaces/{ns}/serviceaccounts/default", reference);
    });

    public void Dispose() => http.Dispose();

    private static Task ForAllAsync(IReadOnlyList<string> namespaces, Func<string, Task> work) =>
        Parallel.ForEachAsync(namespaces, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (ns, _) => await work(ns));

    private async Task SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path}: {Encoding.UTF8.GetString(body)}");
    }
}
