using Microsoft.AspNetCore.Http;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Distribution;

/// <summary>Lists of every shape that registries give.</summary>
public sealed class PagingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<List<string>> ListAsync(DistributionClient client)
    {
        var names = new List<string>();
        await foreach (var name in client.ListRepositoriesAsync(Cancelled))
        {
            names.Add(name.Value);
        }

        return names;
    }

    private static async Task<List<string>> ListAsync(RequestDelegate answer, DistributionOptions? options = null)
    {
        await using var server = await HttpServer.StartAsync(answer);
        using var client = Some.Client(Some.Endpoint(server.Url), options);
        return await ListAsync(client);
    }

    private static Task PageAsync(HttpContext context, string[] names, string? next = null)
    {
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        return context.Response.WriteAsJsonAsync(new { repositories = names });
    }

    [Fact]
    public async Task ListRepositoriesAsync_SeveralPages_GivesEachNameOnce() =>
        Assert.Equal(["a", "b", "c"], await ListAsync(context => context.Request.Query["last"] == "b"
            ? PageAsync(context, ["b", "c"])
            : PageAsync(context, ["a", "b"], "/v2/_catalog?last=b&n=2")));

    [Fact]
    public async Task ListRepositoriesAsync_NamesThatAreNone_AreLeftOut() =>
        Assert.Equal(["good/name"], await ListAsync(context => PageAsync(context, ["Bad", "../etc", "good/name", "", "a b", "%2e%2e"])));

    [Fact]
    public async Task ListRepositoriesAsync_NextPageIsTheSame_Ends() =>
        Assert.Equal(["a"], await ListAsync(context => PageAsync(context, ["a"], context.Request.Path + context.Request.QueryString)));

    [Fact]
    public async Task ListRepositoriesAsync_NextPagesWithNothingNew_End()
    {
        var page = 0;

        Assert.Equal(["a"], await ListAsync(context => PageAsync(context, ["a"], $"/v2/_catalog?last={page++}")));
        Assert.Equal(2, page);
    }

    [Fact]
    public async Task ListRepositoriesAsync_PagesWithoutEnd_AreCapped()
    {
        var page = 0;

        var error = await Assert.ThrowsAsync<RegistryException>(() => ListAsync(context => PageAsync(context, [$"r{page++}"], $"/v2/_catalog?last={page}"), new DistributionOptions { MaxPages = 7 }));

        Assert.Equal((RegistryErrorCode.InvalidAnswer, 7), (error.Code, page));
    }

    [Fact]
    public async Task ListRepositoriesAsync_NamesWithoutEnd_AreCapped()
    {
        var page = 0;

        await Assert.ThrowsAsync<RegistryException>(() => ListAsync(
            context => PageAsync(context, [.. Enumerable.Range(page++ * 10, 10).Select(number => $"r{number}")], $"/v2/_catalog?last={page}"), new DistributionOptions { MaxNames = 25 }));
        Assert.Equal(3, page);
    }

    [Fact]
    public async Task ListRepositoriesAsync_LinkToMetadata_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RegistryException>(() => ListAsync(context => PageAsync(context, ["a"], "http://169.254.169.254/latest/meta-data/")));

        Assert.Equal(SignalReason.LinkRefused, error.Reason);
    }

    // catalog.maxentries below what was asked for: the registry's own default is right.
    [Fact]
    public async Task ListRepositoriesAsync_PageTooLargeForTheRegistry_AsksForItsDefault() =>
        Assert.Equal(["a"], await ListAsync(context =>
        {
            if (context.Request.Query.ContainsKey("n"))
            {
                context.Response.StatusCode = 400;
                return context.Response.WriteAsync("""{"errors":[{"code":"PAGINATION_NUMBER_INVALID","message":"invalid number of results requested","detail":{"n":1001}}]}""");
            }

            return PageAsync(context, ["a"]);
        }));

    [Theory]
    [InlineData(404, "404 page not found\n", RegistryErrorCode.Unsupported)]
    [InlineData(405, "", RegistryErrorCode.Unsupported)]
    [InlineData(403, "", RegistryErrorCode.Denied)]
    [InlineData(200, "<html>", RegistryErrorCode.InvalidAnswer)]
    [InlineData(200, """{"repositories":{}}""", RegistryErrorCode.InvalidAnswer)]
    [InlineData(200, """{"names":[]}""", RegistryErrorCode.InvalidAnswer)]
    public async Task ListRepositoriesAsync_NoList_Throws(int status, string body, RegistryErrorCode code)
    {
        var error = await Assert.ThrowsAsync<RegistryException>(() => ListAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        }));

        Assert.Equal(code, error.Code);
    }

    [Theory]
    [InlineData("""{"name":"team-b/app","tags":null}""")]
    [InlineData("""{"name":"team-b/app","tags":[]}""")]
    public async Task ListTagsAsync_NoTags_IsEmpty(string body)
    {
        await using var server = await HttpServer.StartAsync(context => context.Response.WriteAsync(body));
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Empty(await client.ListTagsAsync(Some.Repository, Cancelled));
    }

    [Fact]
    public async Task ListTagsAsync_TagsThatAreNone_AreLeftOut()
    {
        await using var server = await HttpServer.StartAsync(context => context.Response.WriteAsync("""{"tags":["v1","../x","-a",null,7,"v1","a/b"]}"""));
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(["v1"], await client.ListTagsAsync(Some.Repository, Cancelled));
    }

    [Fact]
    public async Task ListRepositoriesAsync_EndlessPage_IsCutOff()
    {
        await Assert.ThrowsAsync<RegistryException>(() => ListAsync(
            async context =>
            {
                await context.Response.WriteAsync("{\"repositories\":[");
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(new string('x', 10_000), context.RequestAborted);
                }
            },
            new DistributionOptions { MaxPageBytes = 100_000 }));
    }
}
