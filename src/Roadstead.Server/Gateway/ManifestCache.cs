using Microsoft.Extensions.Caching.Memory;
using Roadstead.Registries;

namespace Roadstead.Server.Gateway;

/// <summary>
/// Manifests by digest, in memory, bounded in bytes. Looked up after the decision, so it opens nothing; a digest names the same bytes for ever, so it
/// is never stale. Tags are not in it: they are asked at the registry every time.
/// </summary>
internal sealed class ManifestCache(GatewayOptions options) : IDisposable
{
    private const int OverheadBytes = 512;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = options.ManifestCacheBytes });

    /// <summary>Null when it is not there.</summary>
    public ManifestResponse? Find(Guid registryId, string repository, string digest) => cache.Get<ManifestResponse>(new Key(registryId, repository, digest));

    public void Add(Guid registryId, string repository, ManifestResponse manifest)
    {
        if (manifest.Bytes is not { } bytes) return;
        var terms = new MemoryCacheEntryOptions { Size = bytes.Length + OverheadBytes, AbsoluteExpirationRelativeToNow = options.ManifestCacheLife };
        cache.Set(new Key(registryId, repository, manifest.Digest.Value), manifest, terms);
    }

    public void Dispose() => cache.Dispose();

    private readonly record struct Key(Guid RegistryId, string Repository, string Digest);
}
