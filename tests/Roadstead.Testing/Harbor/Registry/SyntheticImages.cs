using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>Images that were put into the state without a push. They can be pulled all the same, without any storage.</summary>
internal sealed class SyntheticImages
{
    private readonly Dictionary<string, byte[]> contents = [];

    /// <summary>Adds an image whose content depends on its name, so that equal names give equal digests.</summary>
    public static ArtifactState Add(HarborState state, ProjectState project, string repository, string tag)
    {
        var images = state.Area<SyntheticImages>();
        var layer = images.Keep(Encoding.UTF8.GetBytes($"{project.Name}/{repository}:{tag}"));
        var config = images.Keep(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["created"] = "2026-01-02T03:04:05Z",
            ["config"] = new JsonObject { ["Labels"] = new JsonObject { ["name"] = repository } },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(layer.Digest) },
            ["history"] = new JsonArray(new JsonObject { ["created"] = "2026-01-02T03:04:05Z", ["created_by"] = "COPY file /" }),
        }));
        var manifest = images.Keep(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = TestImages.OciManifest,
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = new JsonArray(Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)),
        }));
        return ArtifactIntake.Add(state, project, repository, ManifestReading.Read(manifest.Content, TestImages.OciManifest), config.Content, tag);
    }

    /// <summary>Whether an artifact is such an image, in whichever repository; the gate is held.</summary>
    public static bool Holds(HarborState state, string digest) => state.Area<SyntheticImages>().contents.ContainsKey(digest);

    /// <summary>The manifest of such an image; null for one that was pushed.</summary>
    public static HarborAnswer? Manifest(HarborState state, HttpContext http, ArtifactState artifact)
    {
        lock (state.Gate)
        {
            if (!Holds(state, artifact.Digest))
            {
                return null;
            }
        }

        return http.Request.Headers.Accept.ToString() is var accept && (accept.Contains(TestImages.OciManifest, StringComparison.Ordinal) || accept.Contains("*/*", StringComparison.Ordinal))
            ? Content(artifact.Manifest, artifact.Digest, artifact.ManifestMediaType)
            : HarborAnswer.Error(404, "MANIFEST_UNKNOWN", "OCI manifest found, but accept header does not support OCI manifests");
    }

    /// <summary>A blob of such an image in a repository that has it.</summary>
    public static HarborAnswer? Blob(HarborState state, ProjectState project, RegistryPath path)
    {
        lock (state.Gate)
        {
            return state.Area<SyntheticImages>().contents.TryGetValue(path.Reference, out var content)
                && project.Find(path.Repository)?.Artifacts.Exists(artifact => artifact.Blobs.ContainsKey(path.Reference)) == true
                ? Content(content, path.Reference, "application/octet-stream")
                : null;
        }
    }

    private static HarborAnswer Content(byte[] content, string digest, string type) => new(200)
    {
        Body = content,
        ContentType = type,
        Headers = { ["Docker-Content-Digest"] = digest, ["Docker-Distribution-Api-Version"] = "registry/2.0", ["Etag"] = $"\"{digest}\"" },
    };

    private static JsonObject Descriptor(string type, (string Digest, byte[] Content) blob) => new() { ["mediaType"] = type, ["digest"] = blob.Digest, ["size"] = blob.Content.Length };

    private (string Digest, byte[] Content) Keep(byte[] content)
    {
        var digest = TestImages.DigestOf(content);
        contents[digest] = content;
        return (digest, content);
    }
}
