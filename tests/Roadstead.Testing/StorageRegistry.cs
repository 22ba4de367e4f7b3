using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Roadstead.Testing;

/// <summary>
/// The part of a real docker-registry that is behind a fake. It is open and on a port of its own: as in Harbor and Artifactory, what is in front of it decides who may what, and only that knows tags.
/// </summary>
internal sealed class StorageRegistry(bool exists) : IAsyncDisposable
{
    private const int MaxBlobBytes = 4 * 1024 * 1024;
    private static readonly string[] NotForwarded = ["Host", "Connection", "Authorization", "Cookie", "Transfer-Encoding", "Content-Length", "Expect"];
    private static readonly string[] NotReturned = ["Connection", "Transfer-Encoding", "Date", "X-Content-Type-Options", "Content-Length"];
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly StoragePart part = new();

    /// <summary>Sends a request on as it is; null when there is no storage to send it to.</summary>
    /// <param name="context">What came in.</param>
    /// <param name="path">Path and query to ask for.</param>
    /// <param name="body">The body when it was read already; null passes on what is coming in.</param>
    public async Task<HttpResponseMessage?> SendAsync(HttpContext context, string path, byte[]? body = null)
    {
        if (!exists)
        {
            return null;
        }

        var request = context.Request;
        using var sent = new HttpRequestMessage(new HttpMethod(request.Method), await part.AddressAsync(path));
        var hasBody = body is not null || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        if (hasBody)
        {
            sent.Content = body is null ? new StreamContent(request.Body) : new ByteArrayContent(body);
            sent.Content.Headers.ContentLength = body?.Length ?? request.ContentLength;
        }

        foreach (var (name, values) in request.Headers.Where(header => !NotForwarded.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!sent.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!))
            {
                sent.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
            }
        }

        // The registry makes its Location headers from these.
        sent.Headers.Host = request.Host.Value;
        sent.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        var answer = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        answer.Headers.Location = part.Outside(answer.Headers.Location);
        return answer;
    }

    /// <summary>Passes an answer on, headers and body.</summary>
    public static async Task ReturnAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotReturned.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    /// <summary>A small blob or manifest; null when it is not there, or too large to be a config.</summary>
    public async Task<byte[]?> ReadAsync(string path, string? accept, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync(HttpMethod.Get, path, accept, cancellationToken);
        return answer is { StatusCode: HttpStatusCode.OK, Content.Headers.ContentLength: <= MaxBlobBytes } ? await answer.Content.ReadAsByteArrayAsync(cancellationToken) : null;
    }

    /// <summary>How large a blob is; null when it is not there.</summary>
    public async Task<long?> SizeAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync(HttpMethod.Head, $"/v2/{repository}/blobs/{digest}", null, cancellationToken);
        return answer is { StatusCode: HttpStatusCode.OK } ? answer.Content.Headers.ContentLength : null;
    }

    /// <summary>Puts blobs and a manifest of one repository into another.</summary>
    public async Task CopyAsync(string from, string to, IEnumerable<string> blobs, string digest, string mediaType, byte[] manifest, CancellationToken cancellationToken)
    {
        if (!exists)
        {
            return;
        }

        foreach (var blob in blobs)
        {
            using var mounted = await http.PostAsync(await part.AddressAsync($"/v2/{to}/blobs/uploads/?mount={Uri.EscapeDataString(blob)}&from={Uri.EscapeDataString(from)}"), null, cancellationToken);
        }

        using var content = new ByteArrayContent(manifest) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var put = await http.PutAsync(await part.AddressAsync($"/v2/{to}/manifests/{digest}"), content, cancellationToken);
        put.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return part.DisposeAsync();
    }

    private async Task<HttpResponseMessage?> GetAsync(HttpMethod method, string path, string? accept, CancellationToken cancellationToken)
    {
        if (!exists)
        {
            return null;
        }

        using var request = new HttpRequestMessage(method, await part.AddressAsync(path));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
