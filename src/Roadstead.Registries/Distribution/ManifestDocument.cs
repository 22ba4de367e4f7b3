using System.Text.Json;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>A manifest or index as far as Roadstead reads it.</summary>
internal sealed record ManifestDocument(string? ArtifactType, Digest? Subject, ArtifactBlob? Config, IReadOnlyList<ArtifactBlob> Layers, IReadOnlyList<ArtifactBlob> Manifests)
{
    private const string UnknownPlatform = "unknown/unknown";

    /// <summary>True for a child that is no image but says something of one: BuildKit marks its attestations so.</summary>
    public static bool IsAttestation(ArtifactBlob child) => child.Platform == UnknownPlatform;

    /// <exception cref="RegistryException">It is no manifest.</exception>
    public static ManifestDocument Parse(byte[] json, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                return new ManifestDocument(
                    Text(root, "artifactType"),
                    root.TryGetProperty("subject", out var subject) ? Descriptor(subject)?.Digest : null,
                    root.TryGetProperty("config", out var config) ? Descriptor(config) : null,
                    Descriptors(root, "layers"),
                    Descriptors(root, "manifests"));
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{where} holds a manifest that is not valid JSON of its kind.");
    }

    public static string? PlatformOf(string? os, string? architecture, string? variant) =>
        string.IsNullOrEmpty(os) || string.IsNullOrEmpty(architecture) ? null
        : string.IsNullOrEmpty(variant) ? $"{os}/{architecture}"
        : $"{os}/{architecture}/{variant}";

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static List<ArtifactBlob> Descriptors(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Descriptor).OfType<ArtifactBlob>()]
            : [];

    private static ArtifactBlob? Descriptor(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !Digest.TryParse(Text(element, "digest"), out var digest))
        {
            return null;
        }

        var size = element.TryGetProperty("size", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var bytes) && bytes > 0 ? bytes : 0;
        var platform = element.TryGetProperty("platform", out var named) ? PlatformOf(Text(named, "os"), Text(named, "architecture"), Text(named, "variant")) : null;
        return new ArtifactBlob(digest, Text(element, "mediaType") ?? "", size, platform, Text(element, "artifactType"));
    }
}
