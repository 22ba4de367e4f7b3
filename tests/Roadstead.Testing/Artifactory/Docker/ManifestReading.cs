using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>What Artifactory reads out of a manifest.</summary>
internal static class ManifestReading
{
    /// <summary>Throws the registry's 400 for what is no manifest.</summary>
    /// <param name="content">Exactly as it came.</param>
    /// <param name="contentType">What it was called, for a manifest that does not say itself.</param>
    public static ArtifactoryManifest Read(byte[] content, string contentType)
    {
        JsonObject json;
        try
        {
            json = JsonNode.Parse(content) as JsonObject ?? throw new JsonException("not an object");
        }
        catch (JsonException)
        {
            throw new ArtifactoryException(400, "manifest invalid", "MANIFEST_INVALID");
        }

        var children = (json["manifests"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var blobs = new Dictionary<string, long>();
        foreach (var part in new[] { json["config"] }.Concat(json["layers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (part["digest"].Text() is { } digest)
            {
                blobs[digest] = part["size"]?.GetValue<long>() ?? 0;
            }
        }

        return new ArtifactoryManifest(TestImages.DigestOf(content), json["mediaType"].Text() ?? contentType.Split(';')[0].Trim(), content)
        {
            Blobs = blobs,
            Children = [.. children.Select(child => child["digest"].Text() ?? "")],
            Platforms = [.. children.Select(child => (child["platform"]?["os"].Text() ?? "", child["platform"]?["architecture"].Text() ?? "")).Where(platform => platform.Item1.Length > 0)],
        };
    }

    /// <summary>The platform that a config names; null when it is no image's.</summary>
    public static (string Os, string Architecture)? Platform(byte[] config)
    {
        try
        {
            return JsonNode.Parse(config) is JsonObject json && json["os"].Text() is { } os && json["architecture"].Text() is { } architecture ? (os, architecture) : null;
        }
        catch (JsonException)
        {
            // A config that is no JSON is none of a registry's business.
            return null;
        }
    }
}
