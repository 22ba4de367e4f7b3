namespace Roadstead.Server.Gateway;

/// <summary>Bounds of the gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>Memory for manifests. Default 64 MiB; 0 keeps none.</summary>
    public long ManifestCacheBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a manifest is served from memory, which is how long one that was deleted at its registry can still be had by its digest. Default 5 minutes.</summary>
    public TimeSpan ManifestCacheLife { get; set; } = TimeSpan.FromMinutes(5);
}
