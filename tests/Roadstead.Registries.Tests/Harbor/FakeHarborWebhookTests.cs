using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Robots;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>What the fake Harbor sends, to a real listener.</summary>
public sealed class FakeHarborWebhookTests : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string? Authorization, string? ContentType, JsonNode Body)> received = new();
    private HttpServer? listener;
    private int refusals;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_push_and_a_deletion_are_told_with_the_authorization_as_it_was_given()
    {
        await using var harbor = await StartAsync("Default");
        var pushed = await harbor.PushAsync("alpha/team/app", "v1", cancellationToken: Cancel);
        await ReceivedAsync(1);
        using var api = new HarborApi(harbor, harbor.Admin);
        await api.StatusAsync("DELETE", "/projects/alpha/repositories/team%252Fapp/artifacts/v1");
        await ReceivedAsync(2);

        var (authorization, type, body) = received.First();
        Assert.Equal("Secret words, as they are", authorization);
        Assert.Equal("application/json", type);
        Assert.Equal("PUSH_ARTIFACT", (string)body["type"]!);
        Assert.Equal("admin", (string)body["operator"]!);
        var resource = body["event_data"]!["resources"]![0]!;
        Assert.Equal((pushed.Digest, "v1", $"{harbor.Host}/alpha/team/app:v1"), ((string)resource["digest"]!, (string)resource["tag"]!, (string)resource["resource_url"]!));
        Assert.Equal(("team/app", "alpha", "private"), ((string)body["event_data"]!["repository"]!["name"]!, (string)body["event_data"]!["repository"]!["namespace"]!, (string)body["event_data"]!["repository"]!["repo_type"]!));
        Assert.Equal("DELETE_ARTIFACT", (string)received.Last().Body["type"]!);
    }

    [Fact]
    public async Task CloudEvents_name_the_policy_that_they_come_from()
    {
        await using var harbor = await StartAsync("CloudEvents");
        harbor.AddRepository("alpha/app", "v1");
        await ReceivedAsync(1);

        var (_, type, body) = received.Single();
        Assert.Equal("application/cloudevents+json", type);
        Assert.Equal(("harbor.artifact.pushed", "/projects/2/webhook/policies/1"), ((string)body["type"]!, (string)body["source"]!));
    }

    [Fact]
    public async Task What_is_refused_is_sent_again_and_given_up_after_three_more_tries()
    {
        await using var harbor = await StartAsync("Default");
        refusals = 2;
        harbor.AddRepository("alpha/app", "v1");
        await Eventually.TrueAsync(() => harbor.Webhooks.Delivered == 1, "the third try is taken", Cancel);
        Assert.Equal(3, received.Count);

        refusals = int.MaxValue;
        harbor.AddRepository("alpha/app", "v2");
        await Eventually.TrueAsync(() => harbor.Webhooks.Failed == 1, "the other is given up", Cancel);
        Assert.Equal(7, received.Count);
        using var api = new HarborApi(harbor, harbor.Admin);
        Assert.Equal(["Error", "Success"], (await api.GetAsync("/projects/alpha/webhook/policies/1/executions")).AsArray().Select(execution => (string)execution!["status"]!));
    }

    [Fact]
    public async Task Events_come_in_another_order_twice_or_not_at_all_when_a_test_says_so()
    {
        await using var harbor = await StartAsync("Default");
        harbor.Webhooks.Holds = true;
        harbor.AddRepository("alpha/app", "v1", "v2");
        harbor.Webhooks.Copies = 2;
        await harbor.Webhooks.ReleaseAsync();
        Assert.Equal(["v2", "v2", "v1", "v1"], received.Select(each => (string)each.Body["event_data"]!["resources"]![0]!["tag"]!));

        harbor.Webhooks.Drops = type => type == "PUSH_ARTIFACT";
        harbor.AddRepository("alpha/app", "v3");
        using var api = new HarborApi(harbor, harbor.Admin);
        await api.StatusAsync("DELETE", "/projects/alpha/repositories/app/artifacts/v3");
        await ReceivedAsync(6);
        Assert.Equal("DELETE_ARTIFACT", (string)received.Last().Body["type"]!);
    }

    [Fact]
    public async Task A_push_over_the_quota_is_refused_and_told()
    {
        await using var harbor = await StartAsync("Default");
        harbor.Projects.Single(project => project.Name == "alpha").Quota.HardBytes = 100;
        await Assert.ThrowsAsync<HttpRequestException>(() => harbor.PushAsync("alpha/app", "v1", cancellationToken: Cancel));
        await ReceivedAsync(1);

        Assert.Equal("QUOTA_EXCEED", (string)received.Single().Body["type"]!);
        Assert.Contains("will exceed the configured upper limit of 100 B", (string)received.Single().Body["event_data"]!["custom_attributes"]!["Details"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robots_pull_names_the_robot()
    {
        await using var harbor = await StartAsync("Default");
        harbor.AddRepository("alpha/app", "v1");
        var robot = harbor.CreateRobot("puller", "alpha", new RobotPermission("project", "alpha", [("repository", "pull")]));
        using var api = new HarborApi(harbor, robot);
        Assert.Equal(200, await api.StatusAsync("HEAD", "/v2/alpha/app/manifests/v1", null, ("Accept", TestImages.OciManifest)));
        Assert.Equal(200, await api.StatusAsync("GET", "/v2/alpha/app/manifests/v1", null, ("Accept", TestImages.OciManifest)));
        await ReceivedAsync(2);

        Assert.Equal(("PULL_ARTIFACT", robot.Username), ((string)received.Last().Body["type"]!, (string)received.Last().Body["operator"]!));
    }

    public async ValueTask DisposeAsync()
    {
        if (listener is not null)
        {
            await listener.DisposeAsync();
        }
    }

    private Task ReceivedAsync(int count) => Eventually.TrueAsync(() => received.Count == count, $"{count} webhooks are here", Cancel);

    private async Task<FakeHarbor> StartAsync(string format)
    {
        listener = await HttpServer.StartAsync(async http =>
        {
            var body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            received.Enqueue((http.Request.Headers.Authorization, http.Request.ContentType, body!));
            http.Response.StatusCode = Interlocked.Decrement(ref refusals) >= 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        });
        var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WebhookRetryDelay = TimeSpan.FromMilliseconds(1) });
        harbor.CreateProject("alpha");
        using var api = new HarborApi(harbor, harbor.Admin);
        Assert.Equal(201, await api.StatusAsync("POST", "/projects/alpha/webhook/policies", new JsonObject
        {
            ["name"] = "hook",
            ["enabled"] = true,
            ["event_types"] = new JsonArray("PUSH_ARTIFACT", "PULL_ARTIFACT", "DELETE_ARTIFACT", "QUOTA_EXCEED"),
            ["targets"] = new JsonArray(new JsonObject { ["type"] = "http", ["address"] = listener.Url.AbsoluteUri, ["auth_header"] = "Secret words, as they are", ["payload_format"] = format }),
        }));
        return harbor;
    }
}
