using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Http;

public sealed class RequestFailureTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Theory]
    [InlineData("POST", "/api/v1/workspaces", "{\"name\":", "application/json", 400, "invalid-request")]
    [InlineData("POST", "/api/v1/workspaces", "", "application/json", 400, "invalid-request")]
    [InlineData("POST", "/api/v1/workspaces", "[]", "application/json", 400, "invalid-request")]
    [InlineData("POST", "/api/v1/workspaces", "{\"name\":{}}", "application/json", 422, "validation-failed")]
    [InlineData("POST", "/api/v1/workspaces", "name=x", "application/x-www-form-urlencoded", 415, "unsupported-media-type")]
    [InlineData("PUT", "/api/v1/workspaces", "{}", "application/json", 405, "method-not-allowed")]
    [InlineData("GET", "/api/v1/nothing", null, null, 404, "not-found")]
    [InlineData("GET", "/api/v1/workspaces?limit=many", null, null, 422, "validation-failed")]
    public async Task What_no_endpoint_answers_is_a_problem_of_the_catalogue(string method, string path, string? body, string? type, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type!) } };

        using var response = await host.Admin.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_problem_of_the_catalogue()
    {
        // It is offered before it is sent: the server closes the connection of what it refuses, and who is still sending then may not read why.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/workspaces") { Content = new StringContent($$"""{"name":"{{new string('x', 5 * 1024 * 1024)}}"}""", Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await host.TokenAsync("admin", RoadsteadHost.AdminPassword));

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("request-too-large", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]);
    }

    [Fact]
    public async Task JSON_that_is_no_object_is_not_called_invalid()
    {
        var problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/workspaces", Array.Empty<string>(), HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains("no object", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_answered_as_one_and_the_route_says_that_it_takes_passwords()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens") { Content = new StringContent("{\"name\":\"ci\"}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("admin:not the password"u8));

        using var response = await host.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["Bearer", "Basic"], response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        Assert.Contains("password", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_signed_in_learns_how_to_be()
    {
        using var response = await host.Anonymous.GetAsync("/api/v1/workspaces", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }
}
