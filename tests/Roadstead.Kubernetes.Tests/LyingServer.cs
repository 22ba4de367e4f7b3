using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing;

namespace Roadstead.Kubernetes.Tests;

/// <summary>Answers lists and watches as a test tells it, one after the other; the last answer of each again and again.</summary>
internal sealed class LyingServer : IAsyncDisposable
{
    private readonly HttpServer server;

    private LyingServer(HttpServer server) => this.server = server;

    public Uri Url => server.Url;

    public IReadOnlyList<RecordedRequest> Lists => [.. server.Requests.Where(request => !request.Query.Contains("watch=true", StringComparison.Ordinal))];

    public IReadOnlyList<RecordedRequest> Watches => [.. server.Requests.Where(request => request.Query.Contains("watch=true", StringComparison.Ordinal))];

    public static async Task<LyingServer> StartAsync(RequestDelegate[] lists, RequestDelegate[] watches)
    {
        var (listed, watched) = (0, 0);
        return new LyingServer(await HttpServer.StartAsync(context => context.Request.Query["watch"] == "true"
            ? watches[Math.Min(Interlocked.Increment(ref watched), watches.Length) - 1](context)
            : lists[Math.Min(Interlocked.Increment(ref listed), lists.Length) - 1](context)));
    }

    /// <summary>A namespace as the API server writes it.</summary>
    public static JsonObject Item(string name, string version, string? uid = null) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = uid ?? $"uid-of-{name}", ["resourceVersion"] = version },
    };

    /// <summary>A page of a list.</summary>
    public static RequestDelegate List(string version, string? next, params JsonObject[] items) => Json(200, new JsonObject
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = version, ["continue"] = next },
        ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
    });

    /// <summary>Any JSON.</summary>
    public static RequestDelegate Json(int status, JsonObject body, string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    };

    /// <summary>A failure as the API server tells it.</summary>
    public static RequestDelegate Fail(int status, string reason = "", string message = "it is so", string? retryAfter = null) =>
        Json(status, new JsonObject { ["kind"] = "Status", ["status"] = "Failure", ["message"] = message, ["reason"] = reason, ["code"] = status }, retryAfter);

    /// <summary>One line of a watch.</summary>
    public static string Event(string type, JsonObject item) => new JsonObject { ["type"] = type, ["object"] = item.DeepClone() }.ToJsonString() + "\n";

    /// <summary>These texts at once; then the end.</summary>
    public static RequestDelegate Watch(params string[] texts) => context => SayAsync(context, texts);

    /// <summary>These texts at once; then silence for as long as anybody listens.</summary>
    public static RequestDelegate Hold(params string[] texts) => async context =>
    {
        await SayAsync(context, texts);
        await SilenceAsync(context);
    };

    /// <summary>These texts at once; then, when they have arrived, the connection breaks.</summary>
    public static RequestDelegate Break(Func<bool> arrived, params string[] texts) => async context =>
    {
        await SayAsync(context, texts);
        await Eventually.TrueAsync(arrived, "the texts arrive", context.RequestAborted);
        context.Abort();
    };

    /// <summary>Not even an answer.</summary>
    public static async Task SilenceAsync(HttpContext context)
    {
        var ended = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => ended.SetResult());
        await ended.Task;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task SayAsync(HttpContext context, string[] texts)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "application/json";
            await context.Response.StartAsync(context.RequestAborted);
        }

        foreach (var text in texts)
        {
            await context.Response.WriteAsync(text, context.RequestAborted);
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
