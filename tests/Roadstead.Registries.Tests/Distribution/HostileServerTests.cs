using System.Text;
using Microsoft.AspNetCore.Http;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Distribution;

/// <summary>Servers that answer too much, too slowly, something else, or lead astray.</summary>
public sealed class HostileServerTests
{
    private static readonly byte[] Manifest = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{TestImages.OciManifest}}","layers":[]}""");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<RegistryException> FailsAsync(Func<Task> call) => await Assert.ThrowsAsync<RegistryException>(call);

    private static async Task SendManifestAsync(HttpContext context, byte[] bytes, string? stated = null)
    {
        context.Response.ContentType = TestImages.OciManifest;
        if (stated is not null)
        {
            context.Response.Headers["Docker-Content-Digest"] = stated;
        }

        await context.Response.Body.WriteAsync(bytes);
    }

    [Fact]
    public async Task ReadManifestAsync_EndlessBody_IsCutOff()
    {
        await using var server = await HttpServer.StartAsync(async context =>
        {
            context.Response.ContentType = TestImages.OciManifest;
            var block = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        });
        using var client = Some.Client(Some.Endpoint(server.Url));

        var error = await FailsAsync(() => client.ReadManifestAsync(Some.Repository, "v1", [], head: false, Cancelled));

        Assert.Equal(RegistryErrorCode.InvalidAnswer, error.Code);
        Assert.Contains("4194304", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadManifestAsync_LargestAllowed_IsRead()
    {
        var bytes = Encoding.UTF8.GetBytes("{\"mediaType\":\"x\"}".PadRight(4 * 1024 * 1024));
        await using var server = await HttpServer.StartAsync(context => SendManifestAsync(context, bytes));
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(4 * 1024 * 1024, (await client.ReadManifestAsync(Some.Repository, "v1", [], head: false, Cancelled))?.LengthBytes);
    }

    [Fact]
    public async Task ReadManifestAsync_DripsForEver_EndsInTime()
    {
        var time = new ManualTime();
        await using var server = await HttpServer.StartAsync(async context =>
        {
            context.Response.ContentType = TestImages.OciManifest;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("{", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                time.Advance(TimeSpan.FromSeconds(1));
            }
        });
        using var client = Some.Client(Some.Endpoint(server.Url), time: time);

        Assert.Equal(RegistryErrorCode.Timeout, (await FailsAsync(() => client.ReadManifestAsync(Some.Repository, "v1", [], head: false, Cancelled))).Code);
    }

    [Fact]
    public async Task SendAsync_NeverAnswers_EndsInTime()
    {
        var time = new ManualTime();
        await using var server = await HttpServer.StartAsync(context =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        using var client = Some.Client(Some.Endpoint(server.Url), time: time);

        Assert.Equal(RegistryErrorCode.Timeout, (await FailsAsync(() => client.ListTagsAsync(Some.Repository, Cancelled))).Code);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", RegistryErrorCode.InvalidAnswer)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", RegistryErrorCode.Unreachable)]
    [InlineData("", RegistryErrorCode.Unreachable)]
    public async Task SendAsync_SpeaksNoHttp_SaysWhatIsWrong(string answer, RegistryErrorCode code)
    {
        await using var server = RawServer.Start(Encoding.ASCII.GetBytes(answer));
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(code, (await FailsAsync(() => client.ListTagsAsync(Some.Repository, Cancelled))).Code);
    }

    [Fact]
    public async Task OpenBlobAsync_StallsInTheMiddle_EndsInTime()
    {
        await using var server = await HttpServer.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync(new byte[1000], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        var time = new ManualTime();
        using var client = Some.Client(Some.Endpoint(server.Url), time: time);
        await using var blob = await client.OpenBlobAsync(Some.Repository, Some.DigestOf([1]), null, null, head: false, Cancelled);
        var buffer = new byte[1000];
        await blob!.Body.ReadExactlyAsync(buffer, Cancelled);

        // The time of whoever consumes it does not count: only a read that waits has a deadline.
        time.Advance(TimeSpan.FromHours(1));
        var waiting = blob.Body.ReadAsync(buffer, Cancelled).AsTask();
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(RegistryErrorCode.Timeout, (await FailsAsync(() => waiting)).Code);
    }

    [Fact]
    public async Task OpenBlobAsync_HugeBody_IsNeverHeldInMemory()
    {
        var written = 0L;
        await using var server = await HttpServer.StartAsync(async context =>
        {
            var block = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
                Interlocked.Add(ref written, block.Length);
            }
        });
        using var client = Some.Client(Some.Endpoint(server.Url));
        await using (var blob = await client.OpenBlobAsync(Some.Repository, Some.DigestOf([1]), null, null, head: false, Cancelled))
        {
            await blob!.Body.ReadExactlyAsync(new byte[1000], Cancelled);

            // While somebody is there: after that the server writes nowhere, as fast as it can, until it notices.
            Assert.InRange(Interlocked.Read(ref written), 0, 32 * 1024 * 1024);
        }
    }

    [Theory]
    [InlineData("by-tag", true)]
    [InlineData("by-tag", false)]
    [InlineData("by-digest", false)]
    public async Task ReadManifestAsync_OtherBytesThanTheDigest_IsRefused(string how, bool stated)
    {
        var other = TestImages.DigestOf("something else"u8);
        await using var server = await HttpServer.StartAsync(context => SendManifestAsync(context, Manifest, stated ? other : null));
        using var client = Some.Client(Some.Endpoint(server.Url));

        async Task<ManifestResponse?> ReadAsync() => await client.ReadManifestAsync(Some.Repository, how == "by-tag" ? "v1" : other, [], head: false, Cancelled);

        if (how == "by-tag" && !stated)
        {
            Assert.Equal(TestImages.DigestOf(Manifest), (await ReadAsync())?.Digest.Value);
        }
        else
        {
            Assert.Equal(SignalReason.DigestMismatch, (await FailsAsync(ReadAsync)).Reason);
        }
    }

    [Fact]
    public async Task ReadManifestAsync_HeadNamesAnotherDigest_IsRefused()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.ContentType = TestImages.OciManifest;
            context.Response.ContentLength = 5;
            context.Response.Headers["Docker-Content-Digest"] = TestImages.DigestOf("other"u8);
            return Task.CompletedTask;
        });
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(SignalReason.DigestMismatch, (await FailsAsync(() => client.ReadManifestAsync(Some.Repository, TestImages.DigestOf(Manifest), [], head: true, Cancelled))).Reason);
    }

    [Fact]
    public async Task ReadManifestAsync_HeadWithoutDigest_ReadsTheBytes()
    {
        await using var server = await HttpServer.StartAsync(context => SendManifestAsync(context, context.Request.Method == "GET" ? Manifest : []));
        using var client = Some.Client(Some.Endpoint(server.Url));

        var manifest = await client.ReadManifestAsync(Some.Repository, "v1", [], head: true, Cancelled);

        Assert.Equal((TestImages.DigestOf(Manifest), (byte[]?)null), (manifest?.Digest.Value, manifest?.Bytes));
    }

    [Theory]
    [InlineData("text/html", "<html>")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "garbage")]
    [InlineData("application/octet-stream", "{}")]
    public async Task ReadManifestAsync_NoManifest_IsRefused(string type, string body)
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        });
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await FailsAsync(() => client.ReadManifestAsync(Some.Repository, "v1", [], head: false, Cancelled))).Code);
    }

    [Theory]
    [InlineData("../../secret")]
    [InlineData("v1/../../x")]
    [InlineData("v1?x=1")]
    [InlineData("sha256:bad")]
    [InlineData("")]
    public async Task ReadManifestAsync_NeitherTagNorDigest_IsNeverSent(string reference)
    {
        await using var server = await HttpServer.StartAsync(_ => Task.CompletedTask);
        using var client = Some.Client(Some.Endpoint(server.Url));

        await Assert.ThrowsAsync<ArgumentException>(() => client.ReadManifestAsync(Some.Repository, reference, [], head: false, Cancelled));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ReadManifestAsync_NoAccept_SendsAllFourTypes()
    {
        await using var server = await HttpServer.StartAsync(context => SendManifestAsync(context, Manifest));
        using var client = Some.Client(Some.Endpoint(server.Url));

        await client.ReadManifestAsync(Some.Repository, "v1", [], head: false, Cancelled);

        var headers = Assert.Single(server.Requests).Headers;
        Assert.All(MediaTypes.Manifests, type => Assert.Contains(type, headers["Accept"], StringComparison.Ordinal));
        Assert.StartsWith("Roadstead/", headers["User-Agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", headers.Keys);
    }

    [Theory]
    [InlineData(429, "30", RegistryErrorCode.Throttled, 30)]
    [InlineData(503, "5", RegistryErrorCode.ServerError, 5)]
    [InlineData(500, null, RegistryErrorCode.ServerError, null)]
    [InlineData(403, null, RegistryErrorCode.Denied, null)]
    [InlineData(405, null, RegistryErrorCode.Unsupported, null)]
    [InlineData(418, null, RegistryErrorCode.InvalidAnswer, null)]
    public async Task ListTagsAsync_ErrorStatus_IsTheRightFailure(int status, string? retryAfter, RegistryErrorCode code, int? seconds)
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            return context.Response.WriteAsync("""{"errors":[{"code":"PASSWORD_IS_hunter2","message":"hunter2"}]}""");
        });
        using var client = Some.Client(Some.Endpoint(server.Url));

        var error = await FailsAsync(() => client.ListTagsAsync(Some.Repository, Cancelled));

        Assert.Equal((code, seconds), (error.Code, (int?)error.RetryAfter?.TotalSeconds));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    // distribution 2.x sends the blob's length with a short text: of a 416 only the status and the range are taken.
    [Fact]
    public async Task OpenBlobAsync_416WithAFalseLength_HasNoBody()
    {
        await using var server = RawServer.Start(Encoding.ASCII.GetBytes("HTTP/1.1 416 Requested Range Not Satisfiable\r\nContent-Type: text/plain\r\nContent-Range: bytes */5000\r\nContent-Length: 5000\r\n\r\ninvalid range: failed to overlap\n"));
        using var client = Some.Client(Some.Endpoint(server.Url));

        await using var blob = await client.OpenBlobAsync(Some.Repository, Some.DigestOf([1]), "bytes=5000-", null, head: false, Cancelled);

        Assert.Equal((416, 0L, "bytes */5000"), (blob!.StatusCode, blob.LengthBytes, blob.ContentRange));
        Assert.Equal(0, await blob.Body.ReadAsync(new byte[10], Cancelled));
    }

    [Fact]
    public async Task ReadArtifactAsync_ConfigOfOtherBytes_IsRefused()
    {
        var config = TestImages.DigestOf("the real one"u8);
        var manifest = Encoding.UTF8.GetBytes($$$"""{"config":{"mediaType":"{{{MediaTypes.OciConfig}}}","digest":"{{{config}}}","size":12},"layers":[]}""");
        await using var server = await HttpServer.StartAsync(context =>
            context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal) ? context.Response.WriteAsync("""{"os":"linux"}""") : SendManifestAsync(context, manifest));
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(SignalReason.DigestMismatch, (await FailsAsync(() => client.ReadArtifactAsync(Some.Repository, "v1", Cancelled))).Reason);
    }
}
