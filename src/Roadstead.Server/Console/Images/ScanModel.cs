using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>What a scan of an artifact found.</summary>
/// <param name="From">From where it is looked at.</param>
/// <param name="Place">Where the image is.</param>
/// <param name="Digest">The artifact.</param>
/// <param name="Scan">The last scan; null when there was none.</param>
/// <param name="Problem">Why it cannot be told; null when it can.</param>
public sealed record ScanModel(ImageViewpoint From, ImagePlace Place, string Digest, ImageScan? Scan, Problem? Problem);
