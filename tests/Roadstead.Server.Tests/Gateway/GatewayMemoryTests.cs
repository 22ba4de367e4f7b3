using System.Security.Cryptography;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Gateway;

/// <summary>What the gateway holds while it streams. The whole process is measured, so nothing else may run in it meanwhile.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GatewayMemoryTests(GatewayUpstreamTests.World world) : IClassFixture<GatewayUpstreamTests.World>
{
    private const string Name = "memory";
    private static readonly string Digest = TestImages.DigestOf("blob"u8);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LargeBlob_StreamsInBoundedMemory()
    {
        const int chunks = 1600; // of 64 KiB: 100 MiB
        var chunk = RandomNumberGenerator.GetBytes(64 * 1024);
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < chunks; i++) expected.AppendData(chunk);
        world.Answer = async context =>
        {
            context.Response.ContentLength = chunks * chunk.Length;
            for (var i = 0; i < chunks; i++) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        };
        using var answer = await world.AskAsync($"/v2/scripted/app/blobs/{Digest}", world.Blue);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        using var received = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        for (int read, n = 0; (read = await body.ReadAsync(buffer, Cancellation)) > 0; n++)
        {
            received.AppendData(buffer, 0, read);
            if (n % 200 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(expected.GetHashAndReset(), received.GetHashAndReset());
        Assert.True(most < 16 * 1024 * 1024, $"{most} bytes more were held while 100 MiB went through.");
    }
}
