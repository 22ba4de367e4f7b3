using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Kubernetes;

/// <summary>The tests' own hands in a cluster: plain calls by path, with all rights unless another token is given. Any status but 2xx throws.</summary>
public sealed class KubernetesAdmin : IDisposable
{
    private readonly HttpClient http;

    public KubernetesAdmin(Uri server, string authorityPem, string token)
    {
        var authority = X509Certificate2.CreateFromPem(authorityPem);
        http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        })
        {
            BaseAddress = server,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>The object at this path, such as <c>/api/v1/namespaces/default</c>.</summary>
    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>The same; null when there is none.</summary>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var (status, body) = await TrySendAsync(HttpMethod.Get, path, null, cancellationToken);
        return status == HttpStatusCode.NotFound ? null : Checked(HttpMethod.Get, path, status, body);
    }

    /// <summary>Creates an object in the collection at this path.</summary>
    public Task<JsonNode> CreateAsync(string path, JsonNode item, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(item), cancellationToken);

    /// <summary>Server-side apply of JSON or YAML at the object's own path, by a field manager of its own.</summary>
    public Task<JsonNode> ApplyAsync(string path, string item, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, path + "?fieldManager=tests&force=true", new StringContent(item, Encoding.UTF8, "application/apply-patch+yaml"), cancellationToken);

    /// <summary>A merge patch.</summary>
    public Task<JsonNode> PatchAsync(string path, JsonNode patch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, path, new StringContent(patch.ToJsonString(), Encoding.UTF8, "application/merge-patch+json"), cancellationToken);

    /// <summary>Replaces an object.</summary>
    public Task<JsonNode> ReplaceAsync(string path, JsonNode item, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(item), cancellationToken);

    /// <summary>Deletes an object.</summary>
    public Task DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>Any call; returns its status and body, whatever they are.</summary>
    public async Task<(HttpStatusCode Status, string Body)> TrySendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await http.SendAsync(request, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var (status, body) = await TrySendAsync(method, path, content, cancellationToken);
        return Checked(method, path, status, body);
    }

    private static JsonNode Checked(HttpMethod method, string path, HttpStatusCode status, string body) =>
        (int)status is >= 200 and < 300
            ? JsonNode.Parse(body)!
            : throw new InvalidOperationException($"{method} {path} answered {(int)status}: {body}");
}
