namespace Roadstead.Registries;

/// <summary>The last scan of an artifact.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Summary">What it found; null unless it is done.</param>
/// <param name="StartedAt">When it began; null where that is not told.</param>
public sealed record ImageScan(ImageScanState State, ScanSummary? Summary, DateTimeOffset? StartedAt);
