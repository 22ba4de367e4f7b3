using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Repositories;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>What Harbor reads out of a manifest.</summary>
internal sealed partial class ManifestReading
{
    private readonly JsonObject json;

    private ManifestReading(JsonObject json, byte[] content, string mediaType)
    {
        (this.json, Content, Digest) = (json, content, TestImages.DigestOf(content));
        ManifestMediaType = Text(json["mediaType"]) ?? mediaType;
    }

    public byte[] Content { get; }

    public string Digest { get; }

    public string ManifestMediaType { get; }

    public bool IsIndex => json["manifests"] is JsonArray;

    public string? ConfigDigest => Text(json["config"]?["digest"]);

    public string MediaType => IsIndex ? ManifestMediaType : Text(json["config"]?["mediaType"]) ?? "";

    /// <summary>What the registry's own referrers would call it.</summary>
    public string ArtifactType => Text(json["artifactType"]) is { Length: > 0 } own ? own : IsIndex ? "" : MediaType;

    public string? Subject => Text(json["subject"]?["digest"]);

    public JsonObject? Annotations => json["annotations"] as JsonObject;

    public IReadOnlyList<ChildState> Children => json["manifests"] is JsonArray manifests
        ? [.. manifests.OfType<JsonObject>().Select(child => new ChildState(Text(child["digest"]) ?? "", child["platform"] as JsonObject, child["annotations"] as JsonObject))]
        : [];

    /// <summary>Itself, its config and its layers.</summary>
    public Dictionary<string, long> Blobs
    {
        get
        {
            var blobs = new Dictionary<string, long> { [Digest] = Content.Length };
            foreach (var part in new[] { json["config"] }.Concat(json["layers"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (Text(part["digest"]) is { } digest)
                {
                    blobs[digest] = part["size"]?.GetValue<long>() ?? 0;
                }
            }

            return blobs;
        }
    }

    /// <summary>IMAGE, CHART, or the word in front of ".config." of a media type of its own.</summary>
    public string Type => MediaType switch
    {
        _ when IsIndex => "IMAGE",
        "application/vnd.docker.container.image.v1+json" or "application/vnd.oci.image.config.v1+json" => "IMAGE",
        "application/vnd.cncf.helm.config.v1+json" => "CHART",
        _ => OwnType().Match(MediaType) is { Success: true } match ? match.Groups[1].Value.ToUpperInvariant() : "UNKNOWN",
    };

    /// <summary>The type of accessory that something with a subject is.</summary>
    public string AccessoryType => ArtifactType switch
    {
        "application/vnd.cncf.notary.signature" => "signature.notation",
        "application/vnd.dev.cosign.artifact.sig.v1+json" => "signature.cosign",
        "application/vnd.goharbor.harbor.sbom.v1" => "sbom.harbor",
        _ => "subject.accessory",
    };

    /// <summary>Throws the registry's 400 for what is no manifest.</summary>
    public static ManifestReading Read(byte[] content, string mediaType)
    {
        try
        {
            return new ManifestReading(JsonNode.Parse(content) as JsonObject ?? throw new JsonException("not an object"), content, mediaType);
        }
        catch (JsonException)
        {
            throw new HarborException(400, "MANIFEST_INVALID", $"unmarshal manifest failed: {GoJson.Why(content)}");
        }
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    [GeneratedRegex(@"\Aapplication/vnd\.[^.]*\.(.*)\.config\.[^.]*\+json\z")]
    private static partial Regex OwnType();
}
