using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Access;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Images;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Server.Tests.Events;

/// <summary>What an Artifactory tells of: one subscription for each repository, known by a secret in a header of its own.</summary>
public sealed class ArtifactoryEventTests
{
    private const string Header = "X-JFrog-Event-Auth";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_push_and_a_deletion_are_in_choose_image_within_a_moment_under_all_names()
    {
        await using var artifactory = await StartAsync("7.90.5");
        artifactory.AddVirtual("all", "docker-a");
        await using var world = await WorldAsync(artifactory);
        await SubscribedAsync(world, 2);
        var took = new List<TimeSpan>();
        for (var i = 0; i < 6; i++)
        {
            var pushed = Stopwatch.GetTimestamp();
            artifactory.AddRepository($"docker-a/app-{i}", "1");
            await ShownAsync(world, found => found.Contains($"docker-a/app-{i}") && found.Contains($"all/app-{i}"), $"app-{i} is shown");
            took.Add(Stopwatch.GetElapsedTime(pushed));
        }

        // On an idle machine all are within 2 seconds; this one has other work as well.
        took.Sort();
        Assert.InRange(took[took.Count / 2], TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(took[^1], TimeSpan.Zero, TimeSpan.FromSeconds(10));

        artifactory.RemoveTag("docker-a/app-0", "1");
        await ShownAsync(world, found => !found.Contains("docker-a/app-0") && !found.Contains("all/app-0"), "what was deleted is gone");
        Assert.NotNull((await world.OverviewAsync("hub", "blue"))["events"]!["lastEventAt"]);
    }

    [Fact]
    public async Task Late_double_and_turned_round_events_end_in_what_is_there()
    {
        await using var artifactory = await StartAsync("7.90.5");
        await using var world = await WorldAsync(artifactory);
        await SubscribedAsync(world, 1);
        (artifactory.Webhooks.Holds, artifactory.Webhooks.Copies) = (true, 3);
        artifactory.AddRepository("docker-a/kept", "1", "2");
        artifactory.AddRepository("docker-a/gone", "1");
        artifactory.RemoveTag("docker-a/gone", "1");

        await artifactory.Webhooks.ReleaseAsync(reversed: true);

        await ShownAsync(world, found => found.SetEquals(["docker-a/app", "docker-a/kept"]), "what is there is shown, and nothing else");
    }

    [Fact]
    public async Task Only_the_secret_in_its_own_header_is_heard()
    {
        await using var artifactory = await StartAsync("7.90.5");
        await using var world = await WorldAsync(artifactory);
        await SubscribedAsync(world, 1);
        var upstream = world.Host.Services.GetRequiredService<IUpstreamSource>().Upstreams.Values.Single();
        var secret = upstream.EventSecret!.Value;
        Assert.Equal(secret, artifactory.Subscriptions.Single().Secret);
        const string message = """{"domain":"docker","event_type":"pushed","data":{"repo_key":"docker-a","image_name":"app","tag":"1"}}""";

        foreach (var (header, value) in new[] { (Header, ""), (Header, "wrong"), (Header, $"Bearer {secret}"), (Header, secret + "x"), ("Authorization", $"Bearer {secret}"), ("Authorization", secret) })
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(header, value, message));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(Header, secret, message));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(Header, secret, "<html>"));

        async Task<HttpStatusCode> SendAsync(string header, string value, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/events/{upstream.RegistryId}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await world.Host.Anonymous.SendAsync(request, Token);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_subscription_that_somebody_changed_is_mended_a_repository_that_comes_is_subscribed_and_nothing_is_left()
    {
        await using var artifactory = await StartAsync("7.90.5");
        await using var world = await WorldAsync(artifactory, ("Events:LookEvery", "00:00:01"));
        await SubscribedAsync(world, 1);
        var secret = artifactory.Subscriptions.Single().Secret;

        lock (artifactory.State.Gate)
        {
            artifactory.State.Subscriptions[0].Json["enabled"] = false;
            artifactory.State.Subscriptions[0].Json["handlers"]![0]!["use_secret_for_signing"] = true;
        }

        await Eventually.TrueAsync(() => artifactory.Subscriptions is [{ IsEnabled: true, SignsWithSecret: false }], "it is mended", Token);
        lock (artifactory.State.Gate)
            artifactory.State.Subscriptions.Clear();
        await Eventually.TrueAsync(() => artifactory.Subscriptions is [{ } again] && again.Secret == secret, "it is made again", Token);

        artifactory.AddRepository("docker-b/app", "1");
        await SubscribedAsync(world, 2);
        Assert.Equal(2, artifactory.Subscriptions.Count);
        lock (artifactory.State.Gate)
            artifactory.State.Repositories.RemoveAll(repository => repository.Key == "docker-b");

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/blue/registries/hub");
        await Eventually.TrueAsync(() => artifactory.Subscriptions.Count == 0, "nothing is left, of the repository that is gone neither", Token);
    }

    [Theory]
    [InlineData("6.23.41", ArtifactoryEdition.Pro)]
    [InlineData("7.90.5", ArtifactoryEdition.Jcr)]
    public async Task Where_there_are_no_events_none_are_told_of(string version, ArtifactoryEdition edition)
    {
        await using var artifactory = await StartAsync(version, edition);
        await using var world = await WorldAsync(artifactory, ("Images:CrawlEvery", "00:00:02"));

        artifactory.AddRepository("docker-a/new", "1");

        await ShownAsync(world, found => found.Contains("docker-a/new"), "a crawl finds it");
        await Eventually.TrueAsync(async () => (await world.OverviewAsync("hub", "blue"))["events"] is null, "no state of events", Token);
        Assert.Empty(artifactory.Subscriptions);
    }

    private static async Task<FakeArtifactory> StartAsync(string version, ArtifactoryEdition edition = ArtifactoryEdition.Pro)
    {
        var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = version, Edition = edition, WithStorage = false });
        artifactory.AddRepository("docker-a/app", "1");
        return artifactory;
    }

    private static async Task<ImageWorld> WorldAsync(FakeArtifactory artifactory, params (string Key, string Value)[] settings)
    {
        var world = await ImageWorld.StartAsync([("Images:LookEvery", "01:00:00"), .. settings]);
        await world.IntegrateAsync("hub", artifactory.Url, artifactory.Admin.Username, artifactory.Admin.Password, "blue", type: "artifactory");
        return world;
    }

    private static Task SubscribedAsync(ImageWorld world, int spaces) => Eventually.TrueAsync(
        async () => (await world.OverviewAsync("hub", "blue"))["events"] is { } events && (string?)events["state"] == "subscribed" && events["subscribed"]!.GetValue<int>() == spaces, $"{spaces} repositories tell of changes", Token, TimeSpan.FromSeconds(60));

    private static Task ShownAsync(ImageWorld world, Func<HashSet<string>, bool> condition, string what) => Eventually.TrueAsync(
        async () => condition([.. (await world.ChooseAsync("blue")).Select(image => Path(image["image"]!.GetValue<string>()))]), what, Token, TimeSpan.FromSeconds(60));

    // <host>/<path>, or <gateway>/w/blue/hub/<path>
    private static string Path(string image) => string.Join('/', image.Split('/')[(image.Contains("/w/blue/hub/", StringComparison.Ordinal) ? 4 : 1)..]);
}
