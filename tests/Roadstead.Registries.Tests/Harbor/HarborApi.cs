using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Plain calls of a fake Harbor, as one login.</summary>
internal sealed class HarborApi : IDisposable
{
    private readonly HttpClient http;

    public HarborApi(FakeHarbor harbor, HarborCredentials? login = null)
    {
        http = new HttpClient(new HttpClientHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator })
        {
            BaseAddress = harbor.Url,
        };
        if (login is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", login.Basic);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Status and body of a call; paths without a leading /v2, /service or /c are below /api/v2.0.</summary>
    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Answer)> SendAsync(string method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        var isApi = !path.StartsWith("/v2", StringComparison.Ordinal) && !path.StartsWith("/service", StringComparison.Ordinal) && !path.StartsWith("/c/", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), (isApi ? "/api/v2.0" : "") + path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true && text.Length > 0;
        return ((int)answer.StatusCode, isJson ? JsonNode.Parse(text) : null, answer);
    }

    public async Task<int> StatusAsync(string method, string path, JsonNode? body = null, params (string Name, string Value)[] headers) => (await SendAsync(method, path, body, headers)).Status;

    public async Task<JsonNode> GetAsync(string path)
    {
        var (status, body, _) = await SendAsync("GET", path);
        Assert.Equal(200, status);
        return body!;
    }

    public void Dispose() => http.Dispose();
}
