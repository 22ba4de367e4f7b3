using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Roadstead.Testing;

/// <summary>The API of a server in another process, as one caller speaks it.</summary>
public sealed class ApiClient : IDisposable
{
    private const int PageSize = 500;
    private readonly HttpClient http;

    /// <param name="url">The server.</param>
    /// <param name="authorization">The caller's login; null for nobody.</param>
    /// <param name="answered">Told every answer, to keep it; null for nothing.</param>
    public ApiClient(Uri url, AuthenticationHeaderValue? authorization = null, Action<string, ApiAnswer>? answered = null)
    {
        Answered = answered;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = authorization;
    }

    public Action<string, ApiAnswer>? Answered { get; }

    public static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    /// <summary>Sends a call, with a JSON body when there is one.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        var began = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var answer = new ApiAnswer(response.StatusCode, text, $"{response.Headers}{response.Content.Headers}", Stopwatch.GetElapsedTime(began));
        Answered?.Invoke($"{method} {path}", answer);
        return answer;
    }

    public Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>As <see cref="SendAsync"/>, where anything but success throws.</summary>
    public async Task<JsonNode> OkAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(method, path, body, cancellationToken);
        return answer.IsOk ? answer.Body : throw new InvalidOperationException($"{method} {path} was answered {(int)answer.Status}: {answer.Text}");
    }

    public Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken) => OkAsync(HttpMethod.Post, path, body, cancellationToken);

    public Task<JsonNode> PutAsync(string path, object? body, CancellationToken cancellationToken) => OkAsync(HttpMethod.Put, path, body, cancellationToken);

    public Task<JsonNode> PatchAsync(string path, object body, CancellationToken cancellationToken) => OkAsync(HttpMethod.Patch, path, body, cancellationToken);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken cancellationToken) => OkAsync(HttpMethod.Delete, path, null, cancellationToken);

    public Task<JsonNode> ReadAsync(string path, CancellationToken cancellationToken) => OkAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var items = new List<JsonNode>();
        var cursor = "";
        do
        {
            var page = await ReadAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageSize}{cursor}", cancellationToken);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["nextCursor"] is { } next ? $"&cursor={Uri.EscapeDataString(next.GetValue<string>())}" : "";
        }
        while (cursor.Length > 0);
        return items;
    }

    public void Dispose() => http.Dispose();
}
