using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Subscriptions, and the events that they are told.</summary>
public sealed class FakeArtifactoryWebhookTests
{
    private const string All = "/event/api/v1/subscriptions";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscriptions_are_managed_by_admins_and_never_give_a_secret_back()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev").Basic);
        var body = Subscription(new Uri("http://127.0.0.1:1/"));

        Assert.Equal(403, (await user.SendAsync("POST", All, body)).Status);
        var created = await admin.SendAsync("POST", All, body);
        Assert.Equal(201, created.Status);
        Assert.Equal(409, (await admin.SendAsync("POST", All, body)).Status);
        Assert.Equal(400, (await admin.SendAsync("POST", All, """{"key":"empty"}""")).Status);
        var shown = await admin.GetAsync(All + "/test");
        Assert.Equal("docker", (string)shown.Json["event_filter"]!["domain"]!);
        Assert.Equal(["test"], (await admin.JsonAsync(All)).AsArray().Select(each => (string)each!["key"]!));
        Assert.DoesNotContain("s3cret", created.Text + shown.Text, StringComparison.Ordinal);

        // What is not given anew stays.
        Assert.Equal(204, (await admin.SendAsync("PUT", All + "/test", body.Replace("\"secret\":\"s3cret\",", "", StringComparison.Ordinal))).Status);
        Assert.Equal("s3cret", artifactory.Subscriptions.Single().Secret);
        Assert.Equal(204, (await admin.SendAsync("DELETE", All + "/test")).Status);
        Assert.Equal(404, (await admin.GetAsync(All + "/test")).Status);
        Assert.Empty(artifactory.Subscriptions);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_push_and_a_deletion_are_told_once_for_each_tag(bool signs)
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        await using var receiver = await EventReceiver.StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        Assert.Equal(201, (await admin.SendAsync("POST", All, Subscription(receiver.Url, signs))).Status);

        using var images = artifactory.Images();
        artifactory.AddLocal("docker-local");
        var index = await images.PushIndexAsync("docker-local/team/app", "v1", [new TestImage(), new TestImage { Architecture = "arm64", Layers = ["arm"] }], cancellationToken: Cancel);
        Assert.Equal(202, (await admin.SendAsync("DELETE", "/v2/docker-local/team/app/manifests/v1")).Status);
        await Eventually.TrueAsync(() => artifactory.Webhooks.Delivered == 2, "both events arrive", Cancel);
        Assert.Equal(2, receiver.Events.Count);

        var (authentication, body) = receiver.Events.First();
        Assert.Equal(signs ? Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(body))) : "s3cret", authentication);
        var told = JsonNode.Parse(body)!;
        Assert.Equal(["domain", "event_type", "data", "subscription_key", "jpd_origin", "source"], told.AsObject().Select(field => field.Key));
        Assert.Equal(("docker", "pushed", "test", "jfrog/admin"), ((string)told["domain"]!, (string)told["event_type"]!, (string)told["subscription_key"]!, (string)told["source"]!));
        Assert.Equal(
            $$"""{"repo_key":"docker-local","event_type":"pushed","path":"team/app/v1/list.manifest.json","name":"list.manifest.json","sha256":"{{index.Digest[7..]}}","size":{{index.SizeBytes}},"image_name":"team/app","tag":"v1","platforms":[{"architecture":"amd64","os":"linux"},{"architecture":"arm64","os":"linux"}]}""",
            told["data"]!.ToJsonString());
        Assert.Equal("deleted", (string)JsonNode.Parse(receiver.Events.Last().Body)!["event_type"]!);
    }

    [Fact]
    public async Task What_a_remote_fetches_is_told_with_the_key_of_its_cache()
    {
        await using var upstream = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, AnonymousAccess = true });
        upstream.AddRepository("docker-local/library/ubuntu", "latest");
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        await using var receiver = await EventReceiver.StartAsync();
        artifactory.AddRemote("docker-remote", $"{upstream.Url}/api/docker/docker-local");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        Assert.Equal(201, (await admin.SendAsync("POST", All, Subscription(receiver.Url).Replace("\"anyRemote\":false", "\"anyRemote\":true", StringComparison.Ordinal))).Status);

        Assert.Equal(200, (await admin.GetAsync("/v2/docker-remote/library/ubuntu/manifests/latest")).Status);

        await Eventually.TrueAsync(() => receiver.Events.Count == 1, "the event arrives", Cancel);
        var data = JsonNode.Parse(receiver.Events.Single().Body)!["data"]!;
        Assert.Equal(("docker-remote-cache", "library/ubuntu/latest/manifest.json"), ((string)data["repo_key"]!, (string)data["path"]!));
    }

    [Fact]
    public async Task Only_what_a_subscription_asks_for_is_told()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        await using var receiver = await EventReceiver.StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        var body = Subscription(receiver.Url).Replace("\"anyLocal\":true", "\"anyLocal\":false", StringComparison.Ordinal).Replace("\"repoKeys\":[]", "\"repoKeys\":[\"a-local\"]", StringComparison.Ordinal);
        Assert.Equal(201, (await admin.SendAsync("POST", All, body.Replace("\"includePatterns\":[]", "\"includePatterns\":[\"team-a/**\"]", StringComparison.Ordinal))).Status);

        artifactory.AddRepository("b-local/team-a/app", "v1");
        artifactory.AddRepository("a-local/team-b/app", "v1");
        artifactory.AddRepository("a-local/team-a/app", "v1");

        await Eventually.TrueAsync(() => artifactory.Webhooks.Delivered > 0, "the event arrives", Cancel);
        var data = JsonNode.Parse(receiver.Events.Single().Body)!["data"]!;
        Assert.Equal(("a-local", "team-a/app"), ((string)data["repo_key"]!, (string)data["image_name"]!));
    }

    [Fact]
    public async Task Events_come_twice_or_the_wrong_way_round_or_not_at_all_when_a_test_wants_it()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        await using var receiver = await EventReceiver.StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        Assert.Equal(201, (await admin.SendAsync("POST", All, Subscription(receiver.Url))).Status);
        (artifactory.Webhooks.Holds, artifactory.Webhooks.Copies, artifactory.Webhooks.Drops) = (true, 2, type => type == "deleted");

        artifactory.AddRepository("docker-local/app", "v1", "v2");
        artifactory.RemoveTag("docker-local/app", "v1");
        Assert.Equal(3, artifactory.Webhooks.Held);
        await artifactory.Webhooks.ReleaseAsync();

        Assert.Equal(["v2", "v2", "v1", "v1"], receiver.Events.Select(told => (string)JsonNode.Parse(told.Body)!["data"]!["tag"]!));
    }

    [Fact]
    public async Task A_subscriber_who_does_not_listen_is_told_a_few_times_and_then_no_more()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, WebhookRetryDelay = TimeSpan.FromMilliseconds(1) });
        await using var receiver = await EventReceiver.StartAsync(500);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        Assert.Equal(201, (await admin.SendAsync("POST", All, Subscription(receiver.Url))).Status);

        artifactory.AddRepository("docker-local/app", "v1");

        await Eventually.TrueAsync(() => artifactory.Webhooks.Failed == 1, "the event is given up", Cancel);
        Assert.Equal(3, receiver.Events.Count);
        Assert.Equal(0, artifactory.Webhooks.Delivered);
    }

    private static string Subscription(Uri url, bool signs = false) =>
        $$$"""
        {"key":"test","description":"","enabled":true,
         "event_filter":{"domain":"docker","event_types":["pushed","deleted","promoted"],"criteria":{"anyLocal":true,"anyRemote":false,"anyFederated":false,"repoKeys":[],"includePatterns":[],"excludePatterns":[]}},
         "handlers":[{"handler_type":"webhook","url":"{{{url.AbsoluteUri}}}","secret":"s3cret","use_secret_for_signing":{{{(signs ? "true" : "false")}}},"proxy":"","custom_http_headers":[]}]}
        """;

    /// <summary>Somebody who is told.</summary>
    private sealed class EventReceiver(HttpServer server, ConcurrentQueue<(string? Authentication, string Body)> events) : IAsyncDisposable
    {
        public Uri Url => server.Url;

        public ConcurrentQueue<(string? Authentication, string Body)> Events => events;

        public static async Task<EventReceiver> StartAsync(int status = 200)
        {
            var events = new ConcurrentQueue<(string? Authentication, string Body)>();
            var server = await HttpServer.StartAsync(async http =>
            {
                using var reader = new StreamReader(http.Request.Body);
                events.Enqueue((http.Request.Headers["X-JFrog-Event-Auth"], await reader.ReadToEndAsync(Cancel)));
                http.Response.StatusCode = status;
            });
            return new EventReceiver(server, events);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
