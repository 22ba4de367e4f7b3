using Microsoft.Extensions.Caching.Memory;
using Roadstead.Registries;

namespace Roadstead.Server.Images.Artifacts;

/// <summary>What scanners found of artifacts that somebody looked at lately. A digest never changes, but what is known of its weaknesses does.</summary>
internal sealed class ScanCache : IDisposable
{
    private const int MaxScans = 10_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MaxScans });

    /// <summary>Null when nobody asked for it lately.</summary>
    public ScanReading? Find(ImagePlace place, string digest) => cache.Get<ScanReading>((place.RegistryId, place.Path, digest));

    /// <summary>A scan that is not over is not kept: whoever waits for it looks again soon.</summary>
    public void Keep(ImagePlace place, string digest, ScanReading reading)
    {
        if (reading.Scan is { State: ImageScanState.Pending or ImageScanState.Running })
            cache.Remove((place.RegistryId, place.Path, digest));
        else
            cache.Set((place.RegistryId, place.Path, digest), reading, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor });
    }

    public void Dispose() => cache.Dispose();
}
