using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Roadstead.Benchmarks.Admission;

/// <summary>
/// The yardstick: the least that a webhook can do. It reads the body, looks for the first uid without understanding anything, and allows. Served by the same
/// server with the same settings and no framework around it.
/// </summary>
internal sealed class AlwaysAllow : IHttpApplication<HttpContext>
{
    private static readonly byte[] Begin = """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"""u8.ToArray();
    private static readonly byte[] End = ""","allowed":true}}"""u8.ToArray();

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Kestrel keeps and cleans what belongs to the request.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        var read = await body.ReadAsync();
        while (!read.IsCompleted)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync();
        }

        var uid = Uid(read.Buffer);
        body.AdvanceTo(read.Buffer.End);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Begin.Length + uid.Length + End.Length;
        var output = context.Response.BodyWriter;
        output.Write(Begin);
        output.Write(uid);
        output.Write(End);
        await output.FlushAsync();
    }

    // With its quotes.
    private static byte[] Uid(ReadOnlySequence<byte> body)
    {
        var text = body.FirstSpan;
        var start = text.IndexOf("\"uid\":"u8) + 6;
        return start < 6 ? Encoding.ASCII.GetBytes("\"\"") : text.Slice(start, text[(start + 1)..].IndexOf((byte)'"') + 2).ToArray();
    }
}
