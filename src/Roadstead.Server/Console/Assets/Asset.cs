using System.IO.Compression;
using System.Security.Cryptography;

namespace Roadstead.Server.Console.Assets;

/// <summary>One file of the console, in every encoding that browsers take. Compressed once, when first asked for.</summary>
public sealed class Asset
{
    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<byte[]> gzip;

    internal Asset(string name, byte[] content)
    {
        Name = name;
        Content = content;
        Hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        Url = $"/assets/{Hash}/{name}";
        brotli = new(() => Compress(s => new BrotliStream(s, new BrotliCompressionOptions { Quality = 9 })));
        gzip = new(() => Compress(s => new GZipStream(s, CompressionLevel.Optimal)));
    }

    /// <summary>Path below wwwroot, such as <c>lib/htmx/htmx.min.js</c>.</summary>
    public string Name { get; }

    /// <summary>The first 16 hex digits of the content's SHA-256.</summary>
    public string Hash { get; }

    /// <summary>The address by which pages name it; it changes with the content.</summary>
    public string Url { get; }

    public byte[] Content { get; }

    public byte[] Brotli => brotli.Value;

    public byte[] Gzip => gzip.Value;

    public string ContentType => Path.GetExtension(Name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private byte[] Compress(Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var packed = open(target))
        {
            packed.Write(Content);
        }

        return target.ToArray();
    }
}
