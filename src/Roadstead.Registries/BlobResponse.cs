namespace Roadstead.Registries;

/// <summary>An open blob. Disposing it ends the transfer.</summary>
public abstract class BlobResponse : IAsyncDisposable
{
    /// <summary>200, 206 or 416.</summary>
    public abstract int StatusCode { get; }

    /// <summary>Bytes of the body; null when the registry does not tell.</summary>
    public abstract long? LengthBytes { get; }

    /// <summary>The media type, <c>application/octet-stream</c> or <c>multipart/byteranges; ...</c>.</summary>
    public abstract string ContentType { get; }

    /// <summary>The <c>Content-Range</c> header, for 206 and where known for 416; else null.</summary>
    public abstract string? ContentRange { get; }

    /// <summary>The body; empty for HEAD and 416.</summary>
    public abstract Stream Body { get; }

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
