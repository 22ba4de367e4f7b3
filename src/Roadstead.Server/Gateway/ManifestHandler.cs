using Microsoft.Extensions.Primitives;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Http;

namespace Roadstead.Server.Gateway;

/// <summary>Manifests by tag and digest.</summary>
internal sealed class ManifestHandler(ManifestCache cache)
{
    public async Task ReadAsync(HttpContext context, GatewayRead read)
    {
        var isHead = HttpMethods.IsHead(context.Request.Method);
        var manifest = await FindAsync(context, read, isHead);
        if (manifest is null)
        {
            await new OciError(StatusCodes.Status404NotFound, "MANIFEST_UNKNOWN", $"Registry '{read.Registry.Name}' has no '{read.Target.Reference}' of this repository.").WriteAsync(context);
            return;
        }

        var response = context.Response;
        response.Headers["Docker-Content-Digest"] = manifest.Digest.Value;
        response.Headers.ETag = $"\"{manifest.Digest.Value}\"";
        response.Headers.CacheControl = "private, no-cache"; // the next one who asks may be refused
        if (Knows(context.Request.Headers.IfNoneMatch, manifest.Digest))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = manifest.MediaType;
        response.ContentLength = manifest.LengthBytes;
        if (!isHead) await response.BodyWriter.WriteAsync(manifest.Bytes, context.RequestAborted);
    }

    private async Task<ManifestResponse?> FindAsync(HttpContext context, GatewayRead read, bool isHead)
    {
        var accept = Accept(context.Request.Headers.Accept);
        var reference = read.Target.Reference;
        if (!reference.Contains(':', StringComparison.Ordinal))
        {
            // What a tag names is asked every time, by HEAD: registries that count pulls do not count it, and most often the manifest is here.
            var named = await read.Content.ReadManifestAsync(read.Repository, reference, accept, head: true, context.RequestAborted);
            if (named is null || isHead) return named;
            reference = named.Digest.Value;
        }

        if (cache.Find(read.Registry.Id, read.Repository.Value, reference) is { } known) return known;
        var manifest = await read.Content.ReadManifestAsync(read.Repository, reference, accept, isHead, context.RequestAborted);
        if (manifest is not null) cache.Add(read.Registry.Id, read.Repository.Value, manifest);
        return manifest;
    }

    // skopeo sends a line for each type, containerd one line for all: a registry is told all of them.
    // Who takes anything (curl) gets anything: distribution 2.x does not read */* so, and would say that there is no such manifest.
    private static List<string> Accept(StringValues lines)
    {
        var accept = lines.OfType<string>().Where(line => line.Length > 0).ToList();
        return accept.Exists(line => line.Contains("*/*", StringComparison.Ordinal)) ? [] : accept;
    }

    private static bool Knows(StringValues ifNoneMatch, Digest digest) =>
        ifNoneMatch.Any(line => line is not null && line.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag.Trim('"') == digest.Value));
}
