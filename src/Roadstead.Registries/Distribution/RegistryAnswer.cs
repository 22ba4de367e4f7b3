using System.Net;
using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Distribution;

/// <summary>The headers of an answer, its body still unread. Holds a place in the host's budget until disposed.</summary>
internal sealed class RegistryAnswer(HttpResponseMessage response, Uri url, bool offHost, IDisposable place, DistributionOptions options, TimeProvider time) : IDisposable
{
    public HttpStatusCode Status => response.StatusCode;

    /// <summary>The address that answered, after redirects.</summary>
    public Uri Url => url;

    /// <summary>True when a redirect led to another host.</summary>
    public bool OffHost => offHost;

    /// <summary>The address as it may stand in messages.</summary>
    public string Where => Redact.Url(url);

    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    public long? ContentLength => response.Content.Headers.ContentLength;

    public HttpContent Content => response.Content;

    public TimeSpan? RetryAfter => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    public IReadOnlyList<Challenge> Challenges => Challenge.Parse(Header("WWW-Authenticate"));

    /// <summary>The raw lines of a header; empty when absent.</summary>
    public IEnumerable<string> Header(string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values
        : response.Content.Headers.NonValidated.TryGetValues(name, out values) ? values
        : [];

    /// <summary>The whole body, at most so many bytes, within the time for it.</summary>
    /// <exception cref="RegistryException">It is longer, slower, or breaks off.</exception>
    public async Task<byte[]> ReadBytesAsync(int maxBytes, CancellationToken cancellationToken)
    {
        var (bytes, whole) = await ReadAsync(maxBytes, cancellationToken);
        return whole ? bytes : throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{Where} answered with more than {maxBytes} bytes, the most that Roadstead reads of this.");
    }

    /// <summary>The beginning of the body; never fails for its length.</summary>
    public async Task<byte[]> ReadBeginningAsync(int maxBytes, CancellationToken cancellationToken) => (await ReadAsync(maxBytes, cancellationToken)).Bytes;

    public void Dispose()
    {
        response.Dispose();
        place.Dispose();
    }

    private async Task<(byte[] Bytes, bool Whole)> ReadAsync(int maxBytes, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.ReadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            using var memory = new MemoryStream((int)Math.Min(ContentLength ?? 4096, Math.Min(maxBytes, 64 * 1024)));
            var buffer = new byte[16 * 1024];
            while (true)
            {
                var read = await body.ReadAsync(buffer, either.Token);
                if (read == 0)
                {
                    return (memory.ToArray(), true);
                }

                var room = maxBytes - (int)memory.Length;
                memory.Write(buffer, 0, Math.Min(read, room));
                if (read > room)
                {
                    return (memory.ToArray(), false);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(RegistryErrorCode.Timeout, $"{Where} did not send its whole answer within {options.ReadTimeout.TotalSeconds:0.#} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw TransportError.Lost(Where, e);
        }
    }
}
