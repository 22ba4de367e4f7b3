using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>
/// The images of the recordings. Manifests were recorded, most blobs were not: other bytes of the same size stand for them, so that every digest
/// differs from the recorded one and every size is the same.
/// </summary>
internal sealed partial class RecordedImages(string set, NameTable names, Correspondence correspondence)
{
    public const string DockerType = "application/vnd.docker.distribution.manifest.v2+json";
    public const string OciType = "application/vnd.oci.image.manifest.v1+json";
    private const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    private const string OciConfig = "application/vnd.oci.image.config.v1+json";
    private readonly IReadOnlyList<RecordedExchange> exchanges = RecordedExchange.Of(set);
    private readonly Dictionary<string, byte[]> blobs = [];

    /// <summary>The whole recorded digest (64 digits) of which these are the first.</summary>
    public string Digest(string first) =>
        exchanges.SelectMany(exchange => new[] { exchange.Target, exchange.RequestBody ?? "", exchange.ResponseBody })
            .Select(text => Regex.Match(text, $"(?<=sha256:){first}[0-9a-f]+"))
            .First(match => match.Length == 64).Value;

    /// <summary>Bytes that stand for a recorded blob.</summary>
    /// <param name="digest">Recorded digest, 64 digits.</param>
    /// <param name="size">Recorded size.</param>
    /// <param name="type">Media type; null for bytes of no meaning.</param>
    public byte[] Blob(string digest, int size, string? type = null)
    {
        if (!blobs.TryGetValue(digest, out var bytes))
        {
            blobs[digest] = bytes = type switch
            {
                DockerConfig or OciConfig => Config(digest, size),
                _ when size == 2 => "{}"u8.ToArray(),
                _ => Noise(digest, size),
            };
            Stands(digest, bytes);
        }

        return bytes;
    }

    /// <summary>A blob that was recorded as text, with the names of this run.</summary>
    public byte[] Blob(string recorded)
    {
        var bytes = Encoding.UTF8.GetBytes(names.Rename(recorded));
        blobs[Hex(Encoding.UTF8.GetBytes(recorded))] = bytes;
        Stands(Hex(Encoding.UTF8.GetBytes(recorded)), bytes);
        return bytes;
    }

    /// <summary>A recorded manifest with the digests of this run, and the blobs that it names.</summary>
    public (byte[] Manifest, IReadOnlyList<byte[]> Blobs) Manifest(string recorded, string? digest = null)
    {
        var named = Descriptors(recorded).Select(part => Blob(part.Digest, part.Size, part.Type)).ToList();
        var bytes = Encoding.UTF8.GetBytes(Tokens.Translate(names.Rename(recorded), correspondence));
        Stands(digest ?? Hex(Encoding.UTF8.GetBytes(recorded)), bytes);
        return (bytes, named);
    }

    /// <summary>The text of an image whose manifest was not recorded.</summary>
    /// <param name="digest">Its recorded digest, 64 digits.</param>
    /// <param name="layer">Size of its layer.</param>
    /// <param name="config">Size of its config: 471 for amd64, 488 for arm64.</param>
    /// <param name="take">Another take of the same image has other digests.</param>
    public static string DockerImage(string digest, int layer, int config = 471, int take = 0) => $$"""
        {"schemaVersion": 2, "mediaType": "{{DockerType}}", "config": {"mediaType": "{{DockerConfig}}", "size": {{config}}, "digest": "sha256:{{Made(digest, "config", take)}}"}, "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": {{layer}}, "digest": "sha256:{{Made(digest, "layer", take)}}"}]}
        """;

    /// <summary>A Helm chart of 735 bytes with a values.yaml.</summary>
    public string Chart()
    {
        var layer = Pack("chart/values.yaml", "replicas: 1\n");
        var (config, content) = (Made("chart", "config", 0), Made("chart", "layer", 0));
        var text = Text(0);
        var described = """{"name":"chart","version":"0.1.0","description":"An example chart","apiVersion":"v2","appVersion":"1.0","type":"application"}""";
        var size = 735 - text.Length - 2 - layer.Length;
        blobs[config] = Encoding.UTF8.GetBytes(described.PadRight(size));
        blobs[content] = layer;
        Stands(config, blobs[config]);
        Stands(content, layer);
        return Text(blobs[config].Length);

        string Text(int size) => $$"""
            {"schemaVersion": 2, "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json", "size": {{size}}, "digest": "sha256:{{config}}"}, "layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "size": {{layer.Length}}, "digest": "sha256:{{content}}"}]}
            """;
    }

    /// <summary>An artifact of an unknown type, 392 bytes.</summary>
    public static string Thing() => $$"""
        {"schemaVersion": 2, "config": {"mediaType": "application/vnd.example.thing.config.v1+json", "size": 2, "digest": "sha256:{{Hex("{}"u8.ToArray())}}"}, "layers": [{"mediaType": "application/vnd.example.thing", "size": 44, "digest": "sha256:{{Made("thing", "layer", 0)}}"}]}
        """;

    public string IndexOf(params IEnumerable<(string Digest, string Architecture)> children) =>
        $$"""{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [{{string.Join(", ", children.Select(Child))}}]}""";

    private static string Child((string Digest, string Architecture) child) =>
        $$$"""{"mediaType": "{{{DockerType}}}", "size": 440, "digest": "sha256:{{{child.Digest}}}", "platform": {"architecture": "{{{child.Architecture}}}", "os": "linux"}}""";

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Made(string image, string part, int take) => Hex(Encoding.UTF8.GetBytes($"{part} of {image}, take {take}"));

    private void Stands(string digest, byte[] bytes) => correspondence.Set("digest", digest, Hex(bytes));

    // The recorded config of an amd64 image; the sizes tell what the others had besides.
    private byte[] Config(string digest, int size)
    {
        var text = names.Rename(exchanges.First(exchange => exchange.Name == "v2.push.patch").RequestBody!);
        text = DiffId().Replace(text, Hex(Encoding.UTF8.GetBytes("content of " + digest)));
        return Encoding.UTF8.GetBytes(size switch
        {
            471 => text,
            488 => text.Replace("\"amd64\"", "\"arm64\", \"variant\": \"v8\"", StringComparison.Ordinal),
            524 => text.Replace("{\"8080/tcp\": {}}", "{\"8080/tcp\": {}}, \"Labels\": {\"org.opencontainers.image.version\": \"2\"}", StringComparison.Ordinal),
            _ => """{"architecture": "", "os": "", "config": {}, "rootfs": {"type": "layers", "diff_ids": []}}""".PadRight(size),
        });
    }

    private static byte[] Noise(string digest, int size) =>
        [.. Enumerable.Range(0, (size / 32) + 1).SelectMany(part => SHA256.HashData(Encoding.UTF8.GetBytes($"{digest} {part}"))).Take(size)];

    private static byte[] Pack(string name, string content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return packed.ToArray();
    }

    private static IEnumerable<(string Digest, int Size, string Type)> Descriptors(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        var parts = new List<JsonElement>();
        if (document.RootElement.TryGetProperty("config", out var config))
        {
            parts.Add(config);
        }

        if (document.RootElement.TryGetProperty("layers", out var layers))
        {
            parts.AddRange(layers.EnumerateArray());
        }

        return [.. parts.Select(part => (part.GetProperty("digest").GetString()!["sha256:".Length..], part.GetProperty("size").GetInt32(), part.GetProperty("mediaType").GetString()!))];
    }

    [GeneratedRegex("(?<=\"diff_ids\": \\[\"sha256:)[0-9a-f]{64}")]
    private static partial Regex DiffId();
}
