using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Roadstead.Server.Tests.Hosting;

/// <summary>The API as tests speak it.</summary>
public static class ApiClientExtensions
{
    /// <summary>Sends JSON; the status and the body, null when there is none.</summary>
    public static async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(this HttpClient client, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>As <see cref="SendAsync"/>, where anything but success fails the test.</summary>
    public static async Task<JsonNode> SendOkAsync(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await client.SendAsync(method, path, body);
        Assert.True((int)status is >= 200 and < 300, $"{method} {path}: {(int)status} {answer}");
        return answer ?? new JsonObject();
    }

    public static Task<JsonNode> GetOkAsync(this HttpClient client, string path) => client.SendOkAsync(HttpMethod.Get, path);

    /// <summary>Fails the test unless the call is refused with this status and code; the problem.</summary>
    public static async Task<JsonNode> SendRefusedAsync(this HttpClient client, HttpMethod method, string path, object? body, HttpStatusCode status, string code)
    {
        var (actual, answer) = await client.SendAsync(method, path, body);
        Assert.True(actual == status && answer?["code"]?.GetValue<string>() == code, $"{method} {path}: {(int)actual} {answer}");
        Assert.False(string.IsNullOrEmpty(answer["detail"]?.GetValue<string>()), "A problem says what to do.");
        return answer;
    }
}
