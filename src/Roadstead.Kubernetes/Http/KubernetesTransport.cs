using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

namespace Roadstead.Kubernetes.Http;

/// <summary>
/// Sends calls with every bound: rate, connections, deadlines, sizes. No cookies, no proxy, no redirects.
/// Two pools: calls share a few connections; watches, which hold theirs, and leases, which must be in time, have the other.
/// </summary>
internal sealed class KubernetesTransport : IDisposable
{
    private const int MaxErrorBytes = 64 * 1024;
    private const double LeaseCallsPerSecond = 20;
    private const int LeaseBurst = 40;
    private static readonly string UserAgent = "roadstead/" + (typeof(KubernetesTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    private readonly KubernetesClientOptions options;
    private readonly TimeProvider time;
    private readonly Uri server;
    private readonly BearerTokenSource tokens;
    private readonly ServerConnection connection;
    private readonly HttpMessageInvoker calls;
    private readonly HttpMessageInvoker watches;
    private readonly TokenBucket callBudget;
    private readonly TokenBucket urgentBudget;

    public KubernetesTransport(KubernetesEndpoint endpoint, KubernetesClientOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        server = new Uri(endpoint.Server.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        tokens = new BearerTokenSource(endpoint, time);
        connection = new ServerConnection(endpoint, options, time);
        calls = new HttpMessageInvoker(Handler(options.MaxConnections));
        watches = new HttpMessageInvoker(Handler(int.MaxValue));
        callBudget = new TokenBucket(options.CallsPerSecond, options.CallBurst, time);
        urgentBudget = new TokenBucket(LeaseCallsPerSecond, LeaseBurst, time);
    }

    /// <summary>Where the API server is, as it may stand in messages.</summary>
    public string Where => server.Authority;

    /// <summary>Sends it and reads the whole answer.</summary>
    /// <exception cref="KubernetesException">No answer, or one that is no success.</exception>
    public async Task<T> SendAsync<T>(KubernetesCall call, long maxBytes, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        for (var repeat = 0; ; repeat++)
        {
            await (call.IsUrgent ? urgentBudget : callBudget).WaitAsync(cancellationToken);
            try
            {
                return await SendOnceAsync(call, maxBytes, read, cancellationToken);
            }
            catch (KubernetesException e) when (e.StatusCode is 429 or 503 && e.RetryAfter <= options.MaxRetryAfter && repeat < options.MaxRepeats)
            {
                await Task.Delay(e.RetryAfter.Value, time, cancellationToken);
            }
        }
    }

    /// <summary>Opens a watch: the answer's body goes on, and the caller bounds it.</summary>
    /// <exception cref="KubernetesException">No answer, or one that is no success.</exception>
    public async Task<HttpResponseMessage> OpenWatchAsync(KubernetesCall call, CancellationToken cancellationToken)
    {
        await callBudget.WaitAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await OpenAsync(call, watches, either.Token);
        }
        catch (Exception e) when (TransportError.From(e, call, Where, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    public void Dispose()
    {
        calls.Dispose();
        watches.Dispose();
    }

    private async Task<T> SendOnceAsync<T>(KubernetesCall call, long maxBytes, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await OpenAsync(call, call.IsUrgent ? watches : calls, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            await using var bounded = new BoundedStream(body, maxBytes, $"{call}");
            return await read(bounded, either.Token);
        }
        catch (Exception e) when (TransportError.From(e, call, Where, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(KubernetesCall call, HttpMessageInvoker http, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        using var message = new HttpRequestMessage(call.Method, new Uri(server, call.Path)) { Version = HttpVersion.Version11 };
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (token is { Length: > 0 })
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (call.Body is not null)
        {
            message.Content = new ByteArrayContent(call.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        }

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, cancellationToken);
        }
        catch
        {
            KubernetesMetrics.Count(options.Cluster, call, 0);
            throw;
        }

        try
        {
            KubernetesMetrics.Count(options.Cluster, call, (int)response.StatusCode);
            if (!response.IsSuccessStatusCode)
            {
                if (response.StatusCode == HttpStatusCode.Unauthorized)
                {
                    tokens.Forget();
                }

                var said = await BeginningAsync(response, cancellationToken);
                throw AnswerError.From(call, (int)response.StatusCode, said, RetryAfter(response), token);
            }

            return response.Content.Headers.ContentType?.MediaType == "application/json"
                ? response
                : throw new KubernetesException(KubernetesErrorCode.InvalidAnswer, $"{call} was answered by something at {Where} that is no API server: its answer is no JSON. Check the address.");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<byte[]> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxErrorBytes];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..read];
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private SocketsHttpHandler Handler(int maxConnections) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = connection.ConnectAsync,
        ConnectTimeout = Timeout.InfiniteTimeSpan, // the callback has its own
        MaxConnectionsPerServer = maxConnections,
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 0, // what is left of a watch is not read to save a connection
        // A connection outlives the check of its address by no more than this.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    };
}
