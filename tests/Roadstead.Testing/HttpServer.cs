using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Roadstead.Testing;

/// <summary>A real HTTP server on a free loopback port that does what a test tells it, and records what it was asked.</summary>
public sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<RecordedRequest> requests;

    private HttpServer(WebApplication app, ConcurrentQueue<RecordedRequest> requests)
    {
        (this.app, this.requests) = (app, requests);
        Url = new Uri(app.Urls.Single());
    }

    /// <summary>Its address by number: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Url { get; }

    /// <summary>Its address by name, which to a client is another host: <c>http://localhost:port/</c>.</summary>
    public Uri UrlByName => new UriBuilder(Url) { Host = "localhost" }.Uri;

    /// <summary>What it was asked, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    public static async Task<HttpServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var requests = new ConcurrentQueue<RecordedRequest>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, FreePort.Next(), listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.Run(context =>
        {
            requests.Enqueue(new RecordedRequest(
                context.Request.Method,
                context.Request.Path.Value ?? "",
                context.Request.QueryString.Value ?? "",
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return answer(context);
        });
        await app.StartAsync();
        return new HttpServer(app, requests);
    }

    public async ValueTask DisposeAsync()
    {
        // Answers that never end are cut off: nobody waits for them any more.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}
