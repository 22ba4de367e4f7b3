using System.Text.Json;

namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireArtifact(
    string? Digest,
    string? Type,
    string? MediaType,
    string? ManifestMediaType,
    long Size,
    DateTimeOffset? PushTime,
    JsonElement? ExtraAttrs,
    IReadOnlyList<WireTag>? Tags,
    IReadOnlyList<WireReference>? References,
    IReadOnlyList<WireAccessory>? Accessories,
    Dictionary<string, WireScan>? ScanOverview);

internal sealed record WireTag(string? Name, DateTimeOffset? PushTime);

internal sealed record WireReference(string? ChildDigest, WirePlatform? Platform);

internal sealed record WirePlatform(string? Os, string? Architecture, string? Variant);

internal sealed record WireAccessory(string? Digest, string? Type, long Size);

internal sealed record WireScan(string? ScanStatus, string? Severity, WireScanSummary? Summary, DateTimeOffset? StartTime, DateTimeOffset? EndTime);

internal sealed record WireScanSummary(long Total, long Fixable);
