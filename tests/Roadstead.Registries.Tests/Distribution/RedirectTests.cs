using Microsoft.AspNetCore.Http;
using Roadstead.Core.References;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Distribution;

/// <summary>Where a redirect may lead, and what goes with it.</summary>
public sealed class RedirectTests
{
    private static readonly byte[] Content = "the blob"u8.ToArray();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Digest Digest => Some.DigestOf(Content);

    // Wants Basic, and sends everybody on who gives it.
    private static RequestDelegate RedirectTo(Func<string> location, int status = 307) => context =>
    {
        if (context.Request.Headers.Authorization.Count == 0)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"r\"";
        }
        else
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location();
        }

        return Task.CompletedTask;
    };

    private static async Task<byte[]> ReadAsync(DistributionClient client)
    {
        await using var blob = await client.OpenBlobAsync(Some.Repository, Digest, "bytes=0-", "\"etag\"", head: false, Cancelled);
        using var memory = new MemoryStream();
        await blob!.Body.CopyToAsync(memory, Cancelled);
        return memory.ToArray();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task OpenBlobAsync_RedirectToAnotherHost_GoesWithoutCredentials(int status)
    {
        await using var store = await HttpServer.StartAsync(context => context.Response.Body.WriteAsync(Content).AsTask());
        await using var registry = await HttpServer.StartAsync(RedirectTo(() => $"{store.UrlByName}bucket/blob?signature=abc", status));
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

        Assert.Equal(Content, await ReadAsync(client));

        var request = Assert.Single(store.Requests);
        Assert.Null(request.Authorization);
        Assert.Equal(("?signature=abc", "bytes=0-", "\"etag\""), (request.Query, request.Headers["Range"], request.Headers["If-Range"]));
    }

    [Fact]
    public async Task OpenBlobAsync_RedirectToAnotherPort_GoesWithoutCredentials()
    {
        await using var store = await HttpServer.StartAsync(context => context.Response.Body.WriteAsync(Content).AsTask());
        await using var registry = await HttpServer.StartAsync(RedirectTo(() => $"{store.Url}blob"));
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

        Assert.Equal(Content, await ReadAsync(client));
        Assert.Null(Assert.Single(store.Requests).Authorization);
    }

    [Fact]
    public async Task OpenBlobAsync_RedirectAwayAndBack_NeverCarriesCredentialsAgain()
    {
        HttpServer? registry = null;
        await using var away = await HttpServer.StartAsync(context =>
        {
            context.Response.Redirect($"{registry!.Url}stolen");
            return Task.CompletedTask;
        });
        await using (registry = await HttpServer.StartAsync(context => context.Request.Path == "/stolen" ? context.Response.Body.WriteAsync(Content).AsTask() : RedirectTo(() => away.UrlByName.AbsoluteUri)(context)))
        {
            using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

            await ReadAsync(client);
            Assert.Null(registry.Requests.Single(request => request.Path == "/stolen").Authorization);
        }
    }

    [Fact]
    public async Task OpenBlobAsync_RedirectOnTheSameHost_KeepsCredentials()
    {
        await using var registry = await HttpServer.StartAsync(context =>
            context.Request.Path == "/moved" ? context.Response.Body.WriteAsync(Content).AsTask() : RedirectTo(() => "/moved")(context));
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

        Assert.Equal(Content, await ReadAsync(client));
        Assert.NotNull(registry.Requests.Single(request => request.Path == "/moved").Authorization);
    }

    [Fact]
    public async Task OpenBlobAsync_RedirectsInACircle_EndsAfterFive()
    {
        await using var registry = await HttpServer.StartAsync(RedirectTo(() => "/v2/around"));
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

        var error = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(client));

        Assert.Equal(SignalReason.RedirectRefused, error.Reason);
        Assert.Equal(1 + 6, registry.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("http://user:password@127.0.0.1/x")]
    [InlineData("http://")]
    public async Task OpenBlobAsync_RedirectToNoAddress_IsRefused(string location)
    {
        await using var registry = await HttpServer.StartAsync(RedirectTo(() => location));
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

        Assert.Equal(SignalReason.RedirectRefused, (await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(client))).Reason);
    }

    [Fact]
    public async Task OpenBlobAsync_RedirectFromHttpsToHttp_IsRefused()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        await using var store = await HttpServer.StartAsync(_ => Task.CompletedTask);
        await using var registry = await HttpServer.StartAsync(RedirectTo(() => $"{store.Url}x?signature=secret"), certificate);
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login) with { CaCertificate = certificates.AuthorityPem });

        var error = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(client));

        Assert.Equal(SignalReason.RedirectRefused, error.Reason);
        Assert.DoesNotContain("signature", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(store.Requests);
    }

    [Fact]
    public async Task OpenBlobAsync_OtherHostWantsALogin_GetsNone()
    {
        await using var other = await HttpServer.StartAsync(RedirectTo(() => "/x"));
        await using var registry = await HttpServer.StartAsync(RedirectTo(() => $"{other.UrlByName}v2/"));
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

        Assert.Equal(SignalReason.RedirectRefused, (await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(client))).Reason);
        Assert.All(other.Requests, request => Assert.Null(request.Authorization));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/latest/meta-data/")]
    [InlineData("http://2852039166/latest/meta-data/")]
    [InlineData("http://0.0.0.0/")]
    public async Task OpenBlobAsync_RedirectToRefusedAddress_IsNotFollowed(string location)
    {
        await using var registry = await HttpServer.StartAsync(RedirectTo(() => location));
        using var client = Some.Client(Some.Endpoint(registry.Url, Some.Login));

        Assert.Equal(RegistryErrorCode.AddressNotAllowed, (await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(client))).Code);
    }
}
