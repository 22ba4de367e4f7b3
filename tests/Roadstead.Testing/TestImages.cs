using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roadstead.Testing;

/// <summary>Pushes tiny images that real clients can pull, over plain HTTP calls.</summary>
public sealed class TestImages : IDisposable
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";
    private const string ProgramName = "program";
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private readonly HttpClient http;
    private readonly Func<string, string>? bearer;

    /// <param name="registry">Address of the registry.</param>
    /// <param name="username">User; null for none.</param>
    /// <param name="password">Password.</param>
    /// <param name="bearer">Makes the bearer token for a repository; null for none.</param>
    public TestImages(Uri registry, string? username = null, string? password = null, Func<string, string>? bearer = null)
    {
        this.bearer = bearer;
        http = Client();
        http.BaseAddress = registry;
        if (username is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
        }
    }

    /// <summary>A client that takes any certificate: what is tested is Roadstead, not this.</summary>
    internal static HttpClient Client() => new(new HttpClientHandler
    {
        UseProxy = false,
        // Harbor refuses a change that brings its own cookie back.
        UseCookies = false,
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    });

    /// <summary>Pushes an image for one platform.</summary>
    public async Task<PushedImage> PushAsync(string repository, string tag, TestImage? image = null, CancellationToken cancellationToken = default)
    {
        image ??= new TestImage();
        var blobs = new Dictionary<string, long>();
        var layers = new JsonArray();
        var diffIds = new JsonArray();
        var contents = image.Layers.Select(content => Layer("file", Readable, Encoding.UTF8.GetBytes(content)));
        foreach (var (layer, diffId) in image.Program is null ? contents : contents.Prepend(Layer(ProgramName, Executable, await File.ReadAllBytesAsync(image.Program, cancellationToken))))
        {
            var digest = await PushBlobAsync(repository, layer, cancellationToken);
            blobs[digest] = layer.Length;
            layers.Add(Descriptor(image.Oci ? "application/vnd.oci.image.layer.v1.tar+gzip" : "application/vnd.docker.image.rootfs.diff.tar.gzip", digest, layer.Length));
            diffIds.Add(diffId);
        }

        var config = Config(image, diffIds);
        var configDigest = await PushBlobAsync(repository, config, cancellationToken);
        blobs[configDigest] = config.Length;
        var type = image.Oci ? OciManifest : DockerManifest;
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = type,
            ["config"] = Descriptor(image.Oci ? "application/vnd.oci.image.config.v1+json" : "application/vnd.docker.container.image.v1+json", configDigest, config.Length),
            ["layers"] = layers,
        };
        return await PushManifestAsync(repository, tag, type, manifest, blobs, [], cancellationToken);
    }

    /// <summary>Pushes an index of images, with an attestation as BuildKit makes it when asked for.</summary>
    public async Task<PushedImage> PushIndexAsync(string repository, string tag, IReadOnlyList<TestImage> images, bool attestation = false, CancellationToken cancellationToken = default)
    {
        var blobs = new Dictionary<string, long>();
        var manifests = new JsonArray();
        var children = new List<string>();
        foreach (var image in images)
        {
            var platform = new JsonObject { ["architecture"] = image.Architecture, ["os"] = image.Os };
            if (image.Variant is not null)
            {
                platform["variant"] = image.Variant;
            }

            await AddAsync(image, platform);
        }

        if (attestation)
        {
            var about = new TestImage { Oci = images[0].Oci, Os = "unknown", Architecture = "unknown", Layers = ["attestation"] };
            await AddAsync(about, new JsonObject { ["architecture"] = "unknown", ["os"] = "unknown" });
        }

        var type = images[0].Oci ? OciIndex : DockerList;
        var index = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = type, ["manifests"] = manifests };
        return await PushManifestAsync(repository, tag, type, index, blobs, children, cancellationToken);

        async Task AddAsync(TestImage image, JsonObject platform)
        {
            var child = await PushAsync(repository, "", image, cancellationToken);
            var descriptor = Descriptor(child.MediaType, child.Digest, child.SizeBytes);
            descriptor["platform"] = platform;
            manifests.Add(descriptor);
            children.Add(child.Digest);
            foreach (var (digest, size) in child.Blobs)
            {
                blobs[digest] = size;
            }
        }
    }

    /// <summary>Pushes an artifact that is attached to a manifest, and where the registry has no referrers API the fallback tag that stands in for it.</summary>
    public async Task<PushedImage> AttachAsync(string repository, PushedImage subject, string artifactType, string content, CancellationToken cancellationToken = default)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var empty = "{}"u8.ToArray();
        var blobs = new Dictionary<string, long>
        {
            [await PushBlobAsync(repository, empty, cancellationToken)] = empty.Length,
            [await PushBlobAsync(repository, bytes, cancellationToken)] = bytes.Length,
        };
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = OciManifest,
            ["artifactType"] = artifactType,
            ["config"] = Descriptor("application/vnd.oci.empty.v1+json", DigestOf(empty), empty.Length),
            ["layers"] = new JsonArray(Descriptor("text/plain", DigestOf(bytes), bytes.Length)),
            ["subject"] = Descriptor(subject.MediaType, subject.Digest, subject.SizeBytes),
        };
        var understood = false;
        var pushed = await PushManifestAsync(repository, "", OciManifest, manifest, blobs, [], cancellationToken, answer => understood = answer.Headers.Contains("OCI-Subject"));
        if (understood)
        {
            return pushed;
        }

        var descriptor = Descriptor(OciManifest, pushed.Digest, pushed.SizeBytes);
        descriptor["artifactType"] = artifactType;
        var index = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = OciIndex, ["manifests"] = new JsonArray(descriptor) };
        await PushManifestAsync(repository, subject.Digest.Replace(':', '-'), OciIndex, index, new Dictionary<string, long>(), [], cancellationToken);
        return pushed;
    }

    /// <summary>Pushes a blob; returns its digest.</summary>
    public async Task<string> PushBlobAsync(string repository, byte[] content, CancellationToken cancellationToken = default)
    {
        var digest = DigestOf(content);
        using var begun = await SendAsync(HttpMethod.Post, $"/v2/{repository}/blobs/uploads/", repository, null, cancellationToken);
        begun.EnsureSuccessStatusCode();
        var location = new Uri(http.BaseAddress!, begun.Headers.Location!).AbsoluteUri;
        var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var done = await SendAsync(HttpMethod.Put, $"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Uri.EscapeDataString(digest)}", repository, body, cancellationToken);
        done.EnsureSuccessStatusCode();
        return digest;
    }

    /// <summary>Deletes a manifest by its digest.</summary>
    public async Task DeleteAsync(string repository, string digest, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(HttpMethod.Delete, $"/v2/{repository}/manifests/{digest}", repository, null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public static string DigestOf(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose() => http.Dispose();

    private async Task<PushedImage> PushManifestAsync(
        string repository, string tag, string type, JsonObject manifest, Dictionary<string, long> blobs, IReadOnlyList<string> children, CancellationToken cancellationToken,
        Action<HttpResponseMessage>? look = null)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest);
        var digest = DigestOf(bytes);
        var body = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await SendAsync(HttpMethod.Put, $"/v2/{repository}/manifests/{(tag.Length > 0 ? tag : digest)}", repository, body, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"The registry refused {repository}:{tag}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }

        look?.Invoke(answer);
        blobs[digest] = bytes.Length;
        return new PushedImage(repository, tag, digest, type, bytes.Length, blobs, children);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, string repository, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer(repository));
        }

        return await http.SendAsync(request, cancellationToken);
    }

    private static JsonObject Descriptor(string type, string digest, long size) => new() { ["mediaType"] = type, ["digest"] = digest, ["size"] = size };

    private static byte[] Config(TestImage image, JsonArray diffIds)
    {
        var config = new JsonObject
        {
            ["created"] = image.Created,
            ["architecture"] = image.Architecture,
            ["os"] = image.Os,
            ["config"] = new JsonObject { ["Labels"] = new JsonObject(image.Labels.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Key, label.Value))) },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = diffIds },
            ["history"] = new JsonArray([.. diffIds.Select(_ => new JsonObject { ["created"] = image.Created, ["created_by"] = "COPY file /" })]),
        };
        if (image.Program is not null)
        {
            config["config"]!["Entrypoint"] = new JsonArray("/" + ProgramName);
        }

        if (image.Variant is not null)
        {
            config["variant"] = image.Variant;
        }

        if (image.Author is not null)
        {
            config["author"] = image.Author;
        }

        return JsonSerializer.SerializeToUtf8Bytes(config);
    }

    private static (byte[] Layer, string DiffId) Layer(string name, UnixFileMode mode, byte[] content)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch, Mode = mode });
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(tar.ToArray());
        }

        return (packed.ToArray(), DigestOf(tar.ToArray()));
    }
}
