namespace Roadstead.Registries.Distribution;

/// <summary>A blob that streams from the registry.</summary>
internal sealed class StreamedBlob : BlobResponse
{
    private const string OctetStream = "application/octet-stream";
    private readonly RegistryAnswer answer;

    private StreamedBlob(RegistryAnswer answer, Stream body, bool refusedRange)
    {
        (this.answer, Body) = (answer, body);
        StatusCode = (int)answer.Status;
        ContentRange = answer.Header("Content-Range").FirstOrDefault();

        // distribution 2.x sends the whole blob's length with the 33 bytes of its error text: of a 416 nothing but the range is true.
        LengthBytes = refusedRange ? 0 : answer.ContentLength;
        ContentType = answer.Content.Headers.ContentType is { MediaType: { } type } given && type.StartsWith("multipart/byteranges", StringComparison.OrdinalIgnoreCase)
            ? given.ToString()
            : OctetStream;
    }

    public override int StatusCode { get; }

    public override long? LengthBytes { get; }

    public override string ContentType { get; }

    public override string? ContentRange { get; }

    public override Stream Body { get; }

    /// <summary>Takes the answer over.</summary>
    public static async Task<StreamedBlob> OpenAsync(RegistryAnswer answer, bool head, DistributionOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var refusedRange = answer.Status == System.Net.HttpStatusCode.RequestedRangeNotSatisfiable;
        var body = head || refusedRange
            ? Stream.Null
            : new DeadlineStream(await answer.Content.ReadAsStreamAsync(cancellationToken), options.BlobIdleTimeout, time, answer.Where);
        return new StreamedBlob(answer, body, refusedRange);
    }

    public override async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        answer.Dispose();
    }
}
