using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>What Harbor's webhooks were sent to: takes every POST, and answers 500 under /fail.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly List<(string Path, Answer Came)> received = [];
    private readonly Lock gate = new();
    private HttpServer server = null!;

    public Uri Url => server.Url;

    /// <summary>What came and was not yet taken, oldest first.</summary>
    public IReadOnlyList<(string Path, Answer Came)> Untaken
    {
        get
        {
            lock (gate)
            {
                return [.. received];
            }
        }
    }

    public static async Task<WebhookListener> StartAsync()
    {
        var listener = new WebhookListener();
        listener.server = await HttpServer.StartAsync(listener.AnswerAsync);
        return listener;
    }

    public void Take((string Path, Answer Came) webhook)
    {
        lock (gate)
        {
            received.Remove(webhook);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    // The recorder's listener knew nothing but POST: as a registry it is none.
    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Method != HttpMethods.Post)
        {
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }

        var started = Stopwatch.GetTimestamp();
        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, IReadOnlyList<string> (header) => [.. header.Value.OfType<string>()], StringComparer.OrdinalIgnoreCase);
        var path = context.Request.Path.Value!;
        lock (gate)
        {
            received.Add((path, new Answer(0, headers, text, Stopwatch.GetElapsedTime(started))));
        }

        context.Response.StatusCode = path == "/fail" ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
    }
}
