using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Gateway;

public sealed class GatewayProtocolTests(DoorsWorld world) : IClassFixture<DoorsWorld>
{
    private const string App = "/v2/vault/open/app";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=4990-", 4990, 10)]
    [InlineData("bytes=-5", 4995, 5)]
    [InlineData("bytes=4990-9999", 4990, 10)]
    public async Task Blob_Range_SendsThatPart(string range, int from, int length)
    {
        var content = Enumerable.Range(0, 5000).Select(i => (byte)(i % 251)).ToArray();
        var digest = await world.Images.PushBlobAsync("open/app", content, Cancellation);

        using var answer = await world.AskAsync($"{App}/blobs/{digest}", headers: ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {from}-{from + length - 1}/5000", answer.Header("Content-Range"));
        Assert.Equal(content.AsSpan(from, length).ToArray(), await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Blob_RangeBeyondItsEnd_Is416WithABodyOfItsOwnLength()
    {
        var digest = await world.Images.PushBlobAsync("open/app", new byte[5000], Cancellation);

        using var answer = await world.AskAsync($"{App}/blobs/{digest}", headers: ("Range", "bytes=5000-"));

        await answer.AssertErrorAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "RANGE_INVALID");
        Assert.Equal("bytes */5000", answer.Header("Content-Range"));
    }

    [Fact]
    public async Task Blob_Head_TellsLengthAndDigestWithoutABody()
    {
        var digest = await world.Images.PushBlobAsync("open/app", new byte[1234], Cancellation);

        using var answer = await world.AskAsync($"{App}/blobs/{digest}", method: HttpMethod.Head);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1234, answer.Content.Headers.ContentLength);
        Assert.Equal(digest, answer.Header("Docker-Content-Digest"));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Manifest_HeadAndKnownETag_SendNoBody()
    {
        using var head = await world.AskAsync($"{App}/manifests/v1", method: HttpMethod.Head);
        using var known = await world.AskAsync($"{App}/manifests/v1", headers: ("If-None-Match", $"\"{world.Public.Digest}\""));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(world.Public.SizeBytes, head.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    public async Task Manifest_WhoTakesAnything_GetsWhatIsThere()
    {
        var oci = await world.Images.PushAsync("open/oci", "v1", new TestImage { Oci = true }, Cancellation);

        using var answer = await world.AskAsync("/v2/vault/open/oci/manifests/v1", headers: ("Accept", "*/*"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(oci.Digest, answer.Header("Docker-Content-Digest"));
    }

    [Fact]
    public async Task Manifest_AcceptInSeveralLines_ReachesTheRegistryWhole()
    {
        var index = await world.Images.PushIndexAsync("open/multi", "v1", [new TestImage { Oci = false }, new TestImage { Oci = false, Architecture = "arm64" }], cancellationToken: Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/vault/open/multi/manifests/v1");
        request.Headers.TryAddWithoutValidation("Accept", [TestImages.DockerManifest, TestImages.DockerList, TestImages.OciIndex]);

        using var both = await world.Host.Anonymous.SendAsync(request, Cancellation);
        using var onlyOne = await world.AskAsync("/v2/vault/open/multi/manifests/v1", headers: ("Accept", TestImages.DockerManifest));

        Assert.Equal(index.Digest, both.Header("Docker-Content-Digest"));

        // distribution 2 answers who takes no list with the child for linux/amd64: which tag means what is the registry's to say.
        Assert.Equal(index.Children[0], onlyOne.Header("Docker-Content-Digest"));
    }

    [Fact]
    public async Task Manifest_TagThatWasPushedAnew_IsNewAtOnce()
    {
        await world.Images.PushAsync("open/moving", "latest", new TestImage { Layers = ["one"] }, Cancellation);
        using var before = await world.AskAsync("/v2/vault/open/moving/manifests/latest");
        var second = await world.Images.PushAsync("open/moving", "latest", new TestImage { Layers = ["two"] }, Cancellation);

        using var after = await world.AskAsync("/v2/vault/open/moving/manifests/latest");

        Assert.Equal(second.Digest, after.Header("Docker-Content-Digest"));
    }

    [Fact]
    public async Task Tags_AreSortedAndPaged()
    {
        foreach (var tag in new[] { "b", "a", "C", "d" }) await world.Images.PushAsync("open/tags", tag, cancellationToken: Cancellation);

        Assert.Equal(["C", "a", "b", "d"], await TagsAsync("/v2/vault/open/tags/tags/list"));
        using var page = await world.AskAsync("/v2/vault/open/tags/tags/list?n=2");
        Assert.Equal("</v2/vault/open/tags/tags/list?last=a&n=2>; rel=\"next\"", page.Header("Link"));
        Assert.Equal(["b", "d"], await TagsAsync("/v2/vault/open/tags/tags/list?last=a&n=2"));
        using var wrong = await world.AskAsync("/v2/vault/open/tags/tags/list?n=x");
        await wrong.AssertErrorAsync(HttpStatusCode.BadRequest, "PAGINATION_NUMBER_INVALID");
    }

    [Fact]
    public async Task Referrers_ComeFromTheFallbackTag()
    {
        var subject = await world.Images.PushAsync("open/signed", "v1", cancellationToken: Cancellation);
        var attached = await world.Images.AttachAsync("open/signed", subject, "application/vnd.example.signature", "signed", Cancellation);

        using var all = await world.AskAsync($"/v2/vault/open/signed/referrers/{subject.Digest}");
        using var none = await world.AskAsync($"/v2/vault/open/signed/referrers/{subject.Digest}?artifactType=application/other");

        Assert.Equal(TestImages.OciIndex, all.Header("Content-Type"));
        Assert.Equal(attached.Digest, JsonNode.Parse(await all.Content.ReadAsStringAsync(Cancellation))!["manifests"]![0]!["digest"]!.GetValue<string>());
        Assert.Equal("artifactType", none.Header("OCI-Filters-Applied"));
        Assert.Empty(JsonNode.Parse(await none.Content.ReadAsStringAsync(Cancellation))!["manifests"]!.AsArray());
    }

    [Theory]
    [InlineData("PUT", "/v2/vault/open/app/manifests/v2")]
    [InlineData("DELETE", "/v2/vault/open/app/manifests/v1")]
    [InlineData("POST", "/v2/vault/open/app/blobs/uploads/")]
    [InlineData("GET", "/v2/_catalog")]
    public async Task WhatIsNoPull_IsUnsupported(string method, string path)
    {
        using var answer = await world.AskAsync(path, world.Blue, method: new HttpMethod(method));

        await answer.AssertErrorAsync(HttpStatusCode.MethodNotAllowed, "UNSUPPORTED");
    }

    [Fact]
    public async Task WhatIsNotThere_IsSaidInTheProtocolsOwnWords()
    {
        using var manifest = await world.AskAsync($"{App}/manifests/v9");
        using var blob = await world.AskAsync($"{App}/blobs/{TestImages.DigestOf("nothing"u8)}");
        using var tags = await world.AskAsync("/v2/vault/open/nothing/tags/list");

        await manifest.AssertErrorAsync(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN");
        await blob.AssertErrorAsync(HttpStatusCode.NotFound, "BLOB_UNKNOWN");
        await tags.AssertErrorAsync(HttpStatusCode.NotFound, "NAME_UNKNOWN");
    }

    // HttpClient cleans such addresses before it sends them: an attacker does not.
    [Theory]
    [InlineData("/v2/vault/open/../team-a/app/manifests/v1")]
    [InlineData("/v2/vault/open/%2e%2e/team-a/app/manifests/v1")]
    [InlineData("/v2/vault/open%2F..%2Fteam-a/app/manifests/v1")]
    [InlineData("/v2/vault//team-a/app/manifests/v1")]
    [InlineData("/v2/vault/open/..\\team-a/app/manifests/v1")]
    public async Task RawTarget_ThatIsNotPlain_IsRefusedBeforeAnythingElse(string target)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(world.Host.Url.Host, world.Host.Url.Port, Cancellation);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {world.Host.GatewayHost}\r\nConnection: close\r\n\r\n"), Cancellation);
        using var reader = new StreamReader(stream);

        var status = await reader.ReadLineAsync(Cancellation);

        Assert.Equal("HTTP/1.1 400 Bad Request", status);
    }

    private async Task<string[]> TagsAsync(string path)
    {
        using var answer = await world.AskAsync(path);
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>())];
    }
}
