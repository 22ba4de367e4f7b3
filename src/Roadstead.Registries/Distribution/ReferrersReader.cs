using System.Buffers;
using System.Net;
using System.Text.Json;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>Reads what is attached to a manifest: by the referrers API, or by the tag that stands in for it (OCI distribution spec, referrers).</summary>
internal sealed class ReferrersReader(DistributionConnection connection, ManifestReader manifests)
{
    private const int MaxPages = 20;

    /// <summary>An OCI index; empty when there is nothing.</summary>
    public async Task<byte[]> ReadAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken)
    {
        var found = await ByApiAsync(repository, digest, artifactType, cancellationToken) ?? await ByTagAsync(repository, digest, cancellationToken);

        // Filtered here as well: a registry may ignore the filter, and the tag knows none.
        return Index(artifactType is null ? found : [.. found.Where(item => TypeOf(item) == artifactType)]);
    }

    // Null when the registry has no such API: distribution 2.x answers 404 in plain text, others something of their own.
    private async Task<List<JsonElement>?> ByApiAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken)
    {
        var filter = artifactType is null ? "" : "?artifactType=" + Uri.EscapeDataString(artifactType);
        Uri? url = connection.Url($"/v2/{repository.Value}/referrers/{digest.Value}{filter}");
        var items = new List<JsonElement>();
        var bytesLeft = connection.Options.MaxManifestBytes;
        for (var page = 0; url is not null && page < MaxPages; page++)
        {
            using var answer = await connection.SendAsync(new RegistryRequest(HttpMethod.Get, url) { Accept = [MediaTypes.OciIndex] }, [$"repository:{repository.Value}:pull"], cancellationToken);
            if (answer.Status != HttpStatusCode.OK)
            {
                return answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError
                    ? throw await AnswerError.ReadAsync(answer, "referrers", cancellationToken)
                    : page == 0 ? null : items;
            }

            var bytes = await answer.ReadBytesAsync(bytesLeft, cancellationToken);
            bytesLeft -= bytes.Length;
            if (Items(bytes) is not { } more)
            {
                return page == 0 ? null : items;
            }

            items.AddRange(more);
            url = LinkHeader.Next(url, answer.Header("Link"));
        }

        return items;
    }

    private async Task<List<JsonElement>> ByTagAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        var parts = digest.Value.Split(':', 2);
        var tag = $"{parts[0][..Math.Min(32, parts[0].Length)]}-{parts[1][..Math.Min(64, parts[1].Length)]}";
        var manifest = await manifests.ReadAsync(repository, tag, [MediaTypes.OciIndex], head: false, cancellationToken);
        return manifest is { MediaType: MediaTypes.OciIndex, Bytes: { } bytes } ? Items(bytes) ?? [] : [];
    }

    private static List<JsonElement>? Items(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("manifests", out var list)
                && list.ValueKind is JsonValueKind.Array or JsonValueKind.Null
                    ? list.ValueKind == JsonValueKind.Null ? [] : [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => item.Clone())]
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TypeOf(JsonElement item) =>
        item.TryGetProperty("artifactType", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static byte[] Index(IReadOnlyList<JsonElement> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schemaVersion", 2);
            writer.WriteString("mediaType", MediaTypes.OciIndex);
            writer.WriteStartArray("manifests");
            foreach (var item in items)
            {
                item.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
