using System.Net;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>Opens blobs, or reads small ones whole.</summary>
internal sealed class BlobReader(DistributionConnection connection)
{
    /// <summary>The blob, its body unread; null when it is not there.</summary>
    public async Task<BlobResponse?> OpenAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(repository, digest, range, ifRange, head, stream: !head, cancellationToken);
        try
        {
            switch (answer.Status)
            {
                case HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                    var blob = await StreamedBlob.OpenAsync(answer, head, connection.Options, connection.Time, cancellationToken);
                    answer = null;
                    return blob;
                case HttpStatusCode.NotFound:
                    return null;
                default:
                    throw await AnswerError.ReadAsync(answer, "a blob", cancellationToken);
            }
        }
        finally
        {
            answer?.Dispose();
        }
    }

    /// <summary>A small blob, proven against its digest; null when it is not there.</summary>
    public async Task<byte[]?> ReadAsync(RepositoryName repository, Digest digest, int maxBytes, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(repository, digest, null, null, head: false, stream: false, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (answer.Status != HttpStatusCode.OK)
        {
            throw await AnswerError.ReadAsync(answer, "a blob", cancellationToken);
        }

        var bytes = await answer.ReadBytesAsync(maxBytes, cancellationToken);
        return ContentDigest.Proves(digest, bytes) ? bytes : throw ContentDigest.Mismatch(answer.Where, digest);
    }

    private Task<RegistryAnswer> SendAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, bool stream, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(head ? HttpMethod.Head : HttpMethod.Get, connection.Url($"/v2/{repository.Value}/blobs/{digest.Value}"))
        {
            Range = range,
            IfRange = ifRange,
            Stream = stream,
        };
        return connection.SendAsync(request, [$"repository:{repository.Value}:pull"], cancellationToken);
    }
}
