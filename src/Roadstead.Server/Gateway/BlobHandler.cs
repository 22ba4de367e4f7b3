using Roadstead.Core.References;
using Roadstead.Server.Http;

namespace Roadstead.Server.Gateway;

/// <summary>Blobs, streamed: what the registry sends goes on as it comes, and no faster than the puller takes it.</summary>
internal static class BlobHandler
{
    private const int ChunkBytes = 64 * 1024;

    public static async Task ReadAsync(HttpContext context, GatewayRead read)
    {
        var request = context.Request;
        var isHead = HttpMethods.IsHead(request.Method);
        var digest = Digest.Parse(read.Target.Reference);
        await using var blob = await read.Content.OpenBlobAsync(read.Repository, digest, One(request.Headers.Range), One(request.Headers.IfRange), isHead, context.RequestAborted);
        if (blob is null)
        {
            await new OciError(StatusCodes.Status404NotFound, "BLOB_UNKNOWN", $"Registry '{read.Registry.Name}' has no such blob in this repository.").WriteAsync(context);
            return;
        }

        var response = context.Response;
        if (blob.ContentRange is { } range) response.Headers.ContentRange = range;
        if (blob.StatusCode == StatusCodes.Status416RangeNotSatisfiable)
        {
            await new OciError(StatusCodes.Status416RangeNotSatisfiable, "RANGE_INVALID", "The blob has no such range.").WriteAsync(context);
            return;
        }

        response.StatusCode = blob.StatusCode;
        response.ContentType = blob.ContentType;
        response.ContentLength = blob.LengthBytes;
        response.Headers.AcceptRanges = "bytes";
        response.Headers["Docker-Content-Digest"] = digest.Value;
        response.Headers.ETag = $"\"{digest.Value}\"";
        response.Headers.CacheControl = "private, no-cache"; // the next one who asks may be refused
        if (!isHead) await CopyAsync(blob.Body, context);
    }

    private static async Task CopyAsync(Stream body, HttpContext context)
    {
        var writer = context.Response.BodyWriter;
        while (await body.ReadAsync(writer.GetMemory(ChunkBytes), context.RequestAborted) is var read and > 0)
        {
            writer.Advance(read);
            if ((await writer.FlushAsync(context.RequestAborted)).IsCompleted) return; // the puller went away
        }
    }

    private static string? One(Microsoft.Extensions.Primitives.StringValues values) => values is [{ } value] ? value : null;
}
