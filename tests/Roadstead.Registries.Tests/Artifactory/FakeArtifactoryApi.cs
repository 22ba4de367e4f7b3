using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Plain calls of a fake Artifactory, with one Authorization header or none.</summary>
internal sealed class FakeArtifactoryApi : IDisposable
{
    private readonly FakeArtifactory artifactory;
    private readonly HttpClient http;

    public FakeArtifactoryApi(FakeArtifactory artifactory, string? authorization = null)
    {
        this.artifactory = artifactory;
        http = new HttpClient(new HttpClientHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
        if (authorization is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Any call. Paths that start with <c>/api</c> are below the context path.</summary>
    public async Task<FakeArtifactoryReply> SendAsync(string method, string path, string? body = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var isBelowContext = path.StartsWith("/api", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), isBelowContext ? artifactory.Url.AbsoluteUri.TrimEnd('/') + path : new Uri(artifactory.Root, path).AbsoluteUri);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, Cancel);

        // Before the body is read: that writes the type of the content anew.
        var all = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new FakeArtifactoryReply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), all);
    }

    public Task<FakeArtifactoryReply> GetAsync(string path) => SendAsync("GET", path);

    /// <summary>The JSON of a call that must be answered by 200.</summary>
    public async Task<JsonNode> JsonAsync(string path)
    {
        var reply = await GetAsync(path);
        Assert.True(reply.Status == 200, $"{path}: {reply.Status} {reply.Text}");
        return reply.Json;
    }

    public async Task<int> StatusAsync(string method, string path, JsonNode? body = null) => (await SendAsync(method, path, body?.ToJsonString(JsonSerializerOptions.Default))).Status;

    public void Dispose() => http.Dispose();
}
