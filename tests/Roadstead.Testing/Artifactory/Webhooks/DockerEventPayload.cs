using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Webhooks;

/// <summary>What an event of the docker domain says.</summary>
internal static class DockerEventPayload
{
    public static byte[] Of(ArtifactoryState state, ArtifactorySubscription subscription, ArtifactoryEvent happened)
    {
        var manifest = happened.Manifest;
        var data = new JsonObject
        {
            ["repo_key"] = happened.Repository.StorageKey,
            ["event_type"] = happened.Type,
            ["path"] = $"{happened.Image}/{happened.Tag}/{manifest.FileName}",
            ["name"] = manifest.FileName,
            ["sha256"] = manifest.Digest[(manifest.Digest.IndexOf(':', StringComparison.Ordinal) + 1)..],
            ["size"] = manifest.Content.Length,
            ["image_name"] = happened.Image,
            ["tag"] = happened.Tag,
            ["platforms"] = ArtifactoryJson.Array(manifest.Platforms, platform => new JsonObject { ["architecture"] = platform.Architecture, ["os"] = platform.Os }),
        };
        return ArtifactoryJson.Utf8(new JsonObject
        {
            ["domain"] = "docker",
            ["event_type"] = happened.Type,
            ["data"] = data,
            ["subscription_key"] = subscription.Key,
            ["jpd_origin"] = new Uri(state.MainUrl).GetLeftPart(UriPartial.Authority),
            ["source"] = "jfrog/" + happened.Username,
        });
    }
}
