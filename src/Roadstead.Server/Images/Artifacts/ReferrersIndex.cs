using System.Text.Json;
using Roadstead.Core.Contracts.Images;

namespace Roadstead.Server.Images.Artifacts;

/// <summary>An OCI index of referrers as descriptors. What cannot be understood is left out: a registry may hold anything.</summary>
internal static class ReferrersIndex
{
    private const int MaxReferrers = 500;

    public static IReadOnlyList<DescriptorView> Parse(byte[] index)
    {
        try
        {
            using var document = JsonDocument.Parse(index);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("manifests", out var manifests) && manifests.ValueKind == JsonValueKind.Array
                ? [.. manifests.EnumerateArray().Select(Descriptor).OfType<DescriptorView>().Take(MaxReferrers)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static DescriptorView? Descriptor(JsonElement manifest) =>
        Text(manifest, "digest") is { } digest
            ? new DescriptorView(digest, Text(manifest, "mediaType") ?? "", manifest.TryGetProperty("size", out var size) && size.TryGetInt64(out var bytes) ? bytes : 0, null, Text(manifest, "artifactType"))
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
