using System.Globalization;
using System.Text.Json;

namespace Roadstead.Registries.Distribution;

/// <summary>An image's configuration (OCI image spec, config).</summary>
internal sealed record ImageConfigDocument(ArtifactConfig Config, string? Platform)
{
    private const int MaxEntries = 1000;

    /// <summary>Null when the bytes are no configuration: people push all kinds of things under its media type.</summary>
    public static ImageConfigDocument? Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var (os, architecture, variant) = (Text(root, "os"), Text(root, "architecture"), Text(root, "variant"));
            var config = new ArtifactConfig(
                Text(root, "author"),
                os,
                architecture is not null && variant is not null ? $"{architecture}/{variant}" : architecture,
                Time(root, "created"),
                Labels(root),
                History(root));
            return new ImageConfigDocument(config, ManifestDocument.PlatformOf(os, architecture, variant));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Labels(JsonElement root)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object && config.TryGetProperty("Labels", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var label in given.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String).Take(MaxEntries))
            {
                labels[label.Name] = label.Value.GetString()!;
            }
        }

        return labels;
    }

    private static List<ArtifactHistory> History(JsonElement root) =>
        root.TryGetProperty("history", out var history) && history.ValueKind == JsonValueKind.Array
            ?
            [
                .. history.EnumerateArray().Where(step => step.ValueKind == JsonValueKind.Object).Take(MaxEntries).Select(step => new ArtifactHistory(
                    Time(step, "created"),
                    Text(step, "created_by"),
                    Text(step, "comment"),
                    step.TryGetProperty("empty_layer", out var empty) && empty.ValueKind == JsonValueKind.True)),
            ]
            : [];

    // The epoch and the year 1 are what reproducible builds write: they say nothing.
    private static DateTimeOffset? Time(JsonElement element, string name) =>
        DateTimeOffset.TryParse(Text(element, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year > 1980 ? time : null;

    private static string? Text(JsonElement element, string name) => ManifestDocument.Text(element, name);
}
