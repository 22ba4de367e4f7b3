using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>Blobs that are kept here and not in the registry behind: of images that were put in without a push, and of what remote repositories fetched. The caller holds the gate.</summary>
internal sealed class ImageContents
{
    private readonly Dictionary<string, byte[]> contents = [];

    public byte[]? Find(string digest) => contents.GetValueOrDefault(digest);

    public string Keep(byte[] content)
    {
        var digest = TestImages.DigestOf(content);
        contents[digest] = content;
        return digest;
    }

    /// <summary>An image whose content depends on its name, so that equal names give equal digests.</summary>
    public ArtifactoryManifest Make(string repository, string image, string tag)
    {
        var layer = Encoding.UTF8.GetBytes($"{repository}/{image}:{tag}");
        var config = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["created"] = "2026-01-02T03:04:05Z",
            ["config"] = new JsonObject { ["Labels"] = new JsonObject { ["name"] = image } },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(TestImages.DigestOf(layer)) },
            ["history"] = new JsonArray(new JsonObject { ["created"] = "2026-01-02T03:04:05Z", ["created_by"] = "COPY file /" }),
        });
        var content = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = TestImages.OciManifest,
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = new JsonArray(Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)),
        });
        return ManifestReading.Read(content, TestImages.OciManifest) with { Platforms = [("linux", "amd64")] };
    }

    private JsonObject Descriptor(string type, byte[] content) => new() { ["mediaType"] = type, ["digest"] = Keep(content), ["size"] = content.Length };
}
