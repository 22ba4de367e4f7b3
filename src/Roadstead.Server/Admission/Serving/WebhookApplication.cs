using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Admission.Reviews;
using Roadstead.Server.Admission.Webhooks;

namespace Roadstead.Server.Admission.Serving;

/// <summary><c>/admission/{cluster}/{secret}/validate</c> and <c>/mutate</c>: whoever does not know a cluster's secret finds nothing here.</summary>
internal sealed class WebhookApplication(IClusterSource clusters, AdmissionHandler handler, WebhookArrivals arrivals) : IHttpApplication<HttpContext>
{
    private const string Root = "/admission/";

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? answers;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Kestrel keeps and cleans what belongs to the request.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (Find(context.Request.Path.Value ?? "") is not var (cluster, mutates))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        var body = context.Request.BodyReader;
        var read = await ReadAllAsync(body);
        try
        {
            // The answer is in this thread's buffer, good until the next review on it: it is copied into the response before anything is awaited.
            var answer = Answer(cluster, mutates, read.Buffer);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.WrittenCount;
            context.Response.BodyWriter.Write(answer.WrittenSpan);
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        catch (ReviewFormatException e)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(e.Message, CancellationToken.None);
        }
        finally
        {
            body.AdvanceTo(read.Buffer.End);
        }
    }

    // A connection that breaks off ends the read by itself; asking for the token of that would make one for each review.
    private static async ValueTask<ReadResult> ReadAllAsync(PipeReader body)
    {
        while (true)
        {
            var read = await body.ReadAsync(CancellationToken.None);
            if (read.IsCompleted) return read;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private ArrayBufferWriter<byte> Answer(PublishedCluster cluster, bool mutates, ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment) return Answer(cluster, mutates, body.FirstSpan);
        var whole = ArrayPool<byte>.Shared.Rent(checked((int)body.Length));
        try
        {
            body.CopyTo(whole);
            return Answer(cluster, mutates, whole.AsSpan(0, (int)body.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    private ArrayBufferWriter<byte> Answer(PublishedCluster cluster, bool mutates, ReadOnlySpan<byte> body)
    {
        var review = ReviewReader.Read(body);
        if (review.Target is ReviewTarget.Namespace) arrivals.Note(cluster.ClusterId);
        var answer = mutates ? handler.Mutate(cluster, review) : handler.Validate(cluster, review);
        var output = answers ??= new ArrayBufferWriter<byte>(1024);
        output.ResetWrittenCount();
        ReviewWriter.Write(output, review.Uid, answer);
        return output;
    }

    // By hand: three parts, of which the second is secret.
    private (PublishedCluster Cluster, bool Mutates)? Find(string path)
    {
        Span<Range> parts = stackalloc Range[4];
        if (!path.StartsWith(Root, StringComparison.Ordinal)) return null;
        var rest = path.AsSpan(Root.Length);
        if (rest.Split(parts, '/') != 3) return null;

        var cluster = Find(rest[parts[0]].ToString(), rest[parts[1]].ToString());
        return rest[parts[2]] switch
        {
            _ when cluster is null => null,
            "validate" => (cluster, false),
            "mutate" => (cluster, true),
            _ => null,
        };
    }

    // The comparison takes the same time however much of the secret is right.
    private PublishedCluster? Find(string name, string given)
    {
        var cluster = clusters.Clusters.GetValueOrDefault(name);
        return Knows(given, cluster?.AdmissionSecret) ? cluster : FindLeaving(name, given);
    }

    // A cluster that was deleted here asks until its webhooks are gone: nothing is decided for it any more, and nothing denied.
    private PublishedCluster? FindLeaving(string name, string given)
    {
        foreach (var cluster in clusters.Leaving.Values)
        {
            if (cluster.Name == name && Knows(given, cluster.AdmissionSecret)) return cluster with { Admission = AdmissionMode.Off };
        }

        return null;
    }

    private static bool Knows(string given, string? expected) =>
        expected is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(given.AsSpan()), MemoryMarshal.AsBytes(expected.AsSpan()));
}
