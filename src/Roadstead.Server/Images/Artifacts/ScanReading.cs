using Roadstead.Registries;

namespace Roadstead.Server.Images.Artifacts;

/// <summary>What a registry told of an artifact's scans.</summary>
/// <param name="Scan">The last; null when there was none.</param>
internal sealed record ScanReading(ImageScan? Scan);
