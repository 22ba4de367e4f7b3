using System.Text.Json;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Testing;
using Roadstead.Testing.Products;

namespace Roadstead.Registries.Tests.Detection;

/// <summary>Each product is recognised, none is taken for another, and nobody is ever sent a login.</summary>
public sealed class DocumentedProductTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. DocumentedProducts.All.Select(product => product.Name)];

    private static string? Wire(RegistryType? type) => type is null ? null : JsonNamingPolicy.KebabCaseLower.ConvertName(type.Value.ToString());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task DetectAsync_Product_IsNamedWithItsEvidenceAndGetsNoLogin(string name)
    {
        var product = DocumentedProducts.Of(name);
        await using var server = await product.StartAsync();

        var found = await Detecting.DetectAsync(server.Url);

        Assert.NotNull(found.Identity);
        Assert.Equal((product.Type, product.Product, product.Version), (Wire(found.Identity.Type), found.Identity.Product, found.Identity.Version));
        Assert.Equal(product.IsRegistry, found.Identity.IsRegistry);
        Assert.NotEmpty(found.Identity.Evidence);
        Assert.All(found.Identity.Evidence, evidence => Assert.InRange(evidence.Length, 5, 200));
        Assert.Equal(product.Type is not null, found.Signals.Single(signal => signal.Name == SignalName.Product).Ok);
        Assert.True(product.Type is not null || found.Identity.Remedy is { Length: > 10 });
        SentNoLogin(server);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task IdentifyAsync_AnyDriverWithALogin_FindsTheSameAndSendsNone(string name)
    {
        var product = DocumentedProducts.Of(name);
        await using var server = await product.StartAsync();
        await using var docker = Some.Driver(Some.Endpoint(server.Url, Some.Login));
        await using var harbor = Some.Harbor(Some.Endpoint(server.Url, Some.Login));

        var asDocker = await docker.IdentifyAsync(Cancelled);
        var asHarbor = await harbor.IdentifyAsync(Cancelled);

        Assert.Equal((product.Type, product.Type), (Wire(asDocker.Type), Wire(asHarbor.Type)));

        // Who is no Docker Registry is not asked for its generation, and who asks for a login is not sent one.
        SentNoLogin(server);
    }

    [Fact]
    public async Task DetectAsync_Harbor1_SaysThatItIsTooOld()
    {
        await using var server = await DocumentedProducts.Of("harbor-1").StartAsync();

        Assert.Contains("2.0 and later", (await Detecting.DetectAsync(server.Url)).Identity!.Remedy, StringComparison.Ordinal);
    }

    private static void SentNoLogin(HttpServer server)
    {
        Assert.NotEmpty(server.Requests);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
        Assert.All(server.Requests, request => Assert.DoesNotContain(request.Headers.Keys, header => header.Contains("Auth", StringComparison.OrdinalIgnoreCase) || header.Contains("Cookie", StringComparison.OrdinalIgnoreCase) || header.Contains("Api-Key", StringComparison.OrdinalIgnoreCase)));
        Assert.All(server.Requests, request => Assert.DoesNotContain("s3cret", request.Path + request.Query, StringComparison.Ordinal));
    }
}
