using Roadstead.Core.References;
using Roadstead.Registries.Distribution;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>What Harbor's list says of an artifact, in Roadstead's words.</summary>
internal static class HarborArtifacts
{
    private const string UnknownPlatform = "unknown/unknown";

    public static RemoteArtifact? Of(WireArtifact artifact) => !Digest.TryParse(artifact.Digest, out var digest)
        ? null
        : new RemoteArtifact(digest, artifact.ManifestMediaType ?? artifact.MediaType ?? "", artifact.Size, [.. TagsOf(artifact)], PlatformsOf(artifact), HarborTime.Of(artifact.PushTime))
        {
            CreatedAt = CreatedAt(artifact),
            Children = [.. (artifact.References ?? []).Select(child => Digest.TryParse(child.ChildDigest, out var found) ? found : null).OfType<Digest>().Distinct()],
            Accessories = [.. (artifact.Accessories ?? []).Select(AccessoryOf).OfType<RemoteAccessory>()],
            Scan = ScanOf(artifact)?.Summary,
        };

    public static IEnumerable<RemoteTag> TagsOf(WireArtifact artifact) =>
        (artifact.Tags ?? []).Where(tag => ManifestReference.IsTag(tag.Name ?? "")).Select(tag => new RemoteTag(tag.Name!, artifact.Digest, HarborTime.Of(tag.PushTime)));

    /// <summary>What was last asked of a scanner; null when nothing was.</summary>
    public static ImageScan? ScanOf(WireArtifact artifact)
    {
        // The key is the media type of the report: the newest form last, and a scan is one whatever its form.
        if (artifact.ScanOverview?.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).LastOrDefault(scan => scan.ScanStatus is { Length: > 0 }) is not { } scan)
        {
            return null;
        }

        var state = scan.ScanStatus!.ToUpperInvariant() switch
        {
            "SUCCESS" => ImageScanState.Done,
            "ERROR" => ImageScanState.Failed,
            "STOPPED" => ImageScanState.Stopped,
            "RUNNING" => ImageScanState.Running,
            _ => ImageScanState.Pending,
        };
        return new ImageScan(
            state,
            state == ImageScanState.Done ? new ScanSummary(Severity(scan.Severity), scan.Summary?.Total ?? 0, scan.Summary?.Fixable ?? 0, HarborTime.Of(scan.EndTime)) : null,
            HarborTime.Of(scan.StartTime));
    }

    private static string Severity(string? text) => text is { Length: > 0 and <= 20 } && text.All(char.IsAsciiLetter) ? text.ToLowerInvariant() : "unknown";

    private static IReadOnlyList<string> PlatformsOf(WireArtifact artifact) => artifact.References is { Count: > 0 } children
        ? [.. children.Select(child => Platform(child.Platform)).Where(platform => platform != UnknownPlatform).OfType<string>().Distinct()]
        : Platform(new WirePlatform(Attribute(artifact, "os"), Attribute(artifact, "architecture"), Attribute(artifact, "variant"))) is { } one ? [one] : [];

    private static string? Platform(WirePlatform? platform) => ManifestDocument.PlatformOf(platform?.Os, platform?.Architecture, platform?.Variant);

    // Builds that can be repeated write the epoch, or the year 1.
    private static DateTimeOffset? CreatedAt(WireArtifact artifact) =>
        DateTimeOffset.TryParse(Attribute(artifact, "created"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) && at > DateTimeOffset.UnixEpoch ? at : null;

    private static string? Attribute(WireArtifact artifact, string name) => artifact.ExtraAttrs is { } all ? ManifestDocument.Text(all, name) : null;

    private static RemoteAccessory? AccessoryOf(WireAccessory accessory) =>
        Digest.TryParse(accessory.Digest, out var digest) ? new RemoteAccessory(digest, accessory.Type ?? "", accessory.Size) : null;
}
