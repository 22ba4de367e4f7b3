using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Roadstead.Server.Console.Assets;

internal static class AssetEndpoints
{
    internal static Results<FileContentHttpResult, NotFound> Get(string hash, string name, HttpContext http, AssetStore assets)
    {
        if (assets.Find(name) is not { } asset)
            return TypedResults.NotFound();

        var headers = http.Response.Headers;
        // An address with another hash comes from a replica of another version: answered, but not kept.
        headers.CacheControl = hash == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var (body, encoding) = Encode(asset, http.Request.Headers.AcceptEncoding);
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        return TypedResults.File(body, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}-{encoding ?? "id"}\""));
    }

    private static (byte[] Body, string? Encoding) Encode(Asset asset, StringValues accepted)
    {
        var encodings = accepted.ToString();
        return encodings.Contains("br", StringComparison.Ordinal) ? (asset.Brotli, "br")
            : encodings.Contains("gzip", StringComparison.Ordinal) ? (asset.Gzip, "gzip")
            : (asset.Content, null);
    }
}
