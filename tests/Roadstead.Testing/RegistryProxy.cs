using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing;

/// <summary>Stands before a registry, counts what goes through, and answers in its place when it is told to.</summary>
public sealed class RegistryProxy : IAsyncDisposable
{
    private static readonly string[] OwnHeaders = ["Host", "Connection", "Transfer-Encoding", "Keep-Alive"];
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private HttpServer? server;
    private RequestDelegate? instead;
    private int entered;
    private int inFlight;

    private RegistryProxy(Uri upstream) => Upstream = upstream;

    public Uri Upstream { get; }

    public Uri Url => server!.Url;

    /// <summary>Requests so far.</summary>
    public int Entered => Volatile.Read(ref entered);

    /// <summary>Requests that are not answered yet.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>What it was asked, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => server!.Requests;

    /// <summary>How far away the registry is: what it adds to each answer. None by default.</summary>
    public TimeSpan Distance { get; init; }

    /// <summary>Answers in the registry's place; null passes everything on.</summary>
    public RequestDelegate? Instead
    {
        get => Volatile.Read(ref instead);
        set => Volatile.Write(ref instead, value);
    }

    public static async Task<RegistryProxy> StartAsync(Uri upstream, X509Certificate2? certificate = null, TimeSpan distance = default)
    {
        var proxy = new RegistryProxy(upstream) { Distance = distance };
        proxy.server = await HttpServer.StartAsync(proxy.AnswerAsync, certificate);
        return proxy;
    }

    /// <summary>Answers as an open Docker Registry does, but only after this time.</summary>
    public static RequestDelegate Late(TimeSpan delay) => async context =>
    {
        await PassTimeAsync(delay, context.RequestAborted);
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        await context.Response.WriteAsync("{}", context.RequestAborted);
    };

    /// <summary>Says what no registry says.</summary>
    public static RequestDelegate Garbage() => async context =>
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(new byte[] { 0xff, 0x00, 0x7b, 0x5b, 0x22, 0xfe, 0x0a, 0x3c }, context.RequestAborted);
    };

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref entered);
        Interlocked.Increment(ref inFlight);
        try
        {
            if (Distance > TimeSpan.Zero)
            {
                await PassTimeAsync(Distance, context.RequestAborted);
            }

            await (Instead ?? PassAsync)(context);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort(); // the caller is gone, or the registry
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private static async Task PassTimeAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancellationToken);
    }

    private async Task PassAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(Upstream, context.Request.Path + context.Request.QueryString));
        foreach (var (name, values) in context.Request.Headers.Where(header => !OwnHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !OwnHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = string.Join(", ", values);
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
