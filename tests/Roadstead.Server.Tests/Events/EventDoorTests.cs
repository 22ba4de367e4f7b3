using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Events;

/// <summary>Who is heard at the door for events, and how much of what is sent there.</summary>
public sealed class EventDoorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_secret_of_the_registry_nothing_is_heard()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2");
        await world.EventsAsync("subscribed", 2);
        var (id, secret) = (world.Upstream().RegistryId.ToString(), world.Upstream().EventSecret!.Value);
        var before = world.Harbor.Calls.Count;
        var answers = new List<string>();

        foreach (var (registry, authorization) in new[]
                 {
                     (id, null), (id, "Bearer"), (id, "Bearer "), (id, "Bearer wrong"), (id, $"Basic {secret}"), (id, secret), (id, $"Bearer {secret}x"), (id, $"Bearer {secret[..^1]}"),
                     (Guid.NewGuid().ToString(), $"Bearer {secret}"), ("hub", $"Bearer {secret}"), (Guid.Empty.ToString(), "Bearer "),
                 })
        {
            using var answer = await SendAsync(world, registry, Message("PUSH_ARTIFACT", "team/app"), authorization);
            answers.Add($"{(int)answer.StatusCode} {answer.Headers.WwwAuthenticate} {await answer.Content.ReadAsStringAsync(Token)}");
        }

        Assert.Equal(["401 Bearer realm=\"Roadstead events\" "], answers.Distinct());
        Assert.DoesNotContain(world.Harbor.Calls.Skip(before), call => call.Path.EndsWith("/app", StringComparison.Ordinal));
        Assert.Null((await world.EventsAsync("subscribed"))["lastEventAt"]);
        Assert.Equal(11, await CountAsync(world, "refused"));

        // The right one, as the control.
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(world, Message("PUSH_ARTIFACT", "team/app"), secret));
        await Eventually.TrueAsync(() => world.Harbor.Calls.Skip(before).Any(call => call.Path.EndsWith("/app", StringComparison.Ordinal)), "the repository was looked for", Token);
        Assert.NotNull((await world.EventsAsync("subscribed"))["lastEventAt"]);
    }

    [Fact]
    public async Task A_flood_is_answered_and_not_read()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2", settings: [("Events:MessagesPerSecond", "1")]);
        await world.EventsAsync("subscribed", 2);
        var secret = world.Upstream().EventSecret!.Value;
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 100; i++) statuses.Add(await PostAsync(world, Message("PUSH_ARTIFACT", $"team/app-{i}"), secret));

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Accepted, status));
        var unread = await CountAsync(world, "unread");
        Assert.InRange(unread, 1, 80);

        // What was read is looked for, in no order; the last of them was not.
        await Eventually.TrueAsync(() => Looked() == 100 - (int)unread, "what was read is looked for", Token);

        int Looked() => world.Harbor.Calls.Where(call => call.Path.Contains("/app-", StringComparison.Ordinal)).Select(call => call.Path).Distinct().Count();
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_has_roadstead_look_for_itself()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2");
        await world.EventsAsync("subscribed", 2);
        var secret = world.Upstream().EventSecret!.Value;
        world.Harbor.Webhooks.Drops = _ => true;
        await world.Harbor.PushAsync("team/app", "1", cancellationToken: Token);

        var broken = await PostAsync(world, "{\"type\":", secret);
        var strange = await PostAsync(world, "[]", secret);
        var large = await PostAsync(world, new string(' ', 300_000), secret);
        var endless = await PostAsync(world, new string(' ', 3_000_000), secret, chunked: true);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, endless);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge), (broken, strange, large));
        await world.WaitForAsync(found => found.ContainsKey("team/app"), "a look found the push");
    }

    [Fact]
    public async Task The_secret_is_in_no_answer_and_no_log_line()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2", ofPlatform: true);
        await world.EventsAsync("subscribed", 2);
        var upstream = world.Upstream();
        var said = new StringBuilder();
        foreach (var path in new[] { "/registries/hub", "/registries", "/registries/hub/overview", "/audit?limit=500" })
            said.Append((await world.World.GetAsync($"/api/v1{path}")).Body);
        said.Append(upstream).AppendJoin('\n', world.World.Host.Logs.Lines);

        Assert.DoesNotContain(upstream.EventSecret!.Value, said.ToString(), StringComparison.Ordinal);
    }

    internal static string Message(string type, string repository) => new JsonObject
    {
        ["type"] = type,
        ["occur_at"] = 1_700_000_000,
        ["operator"] = "somebody",
        ["event_data"] = new JsonObject
        {
            ["resources"] = new JsonArray(new JsonObject { ["digest"] = TestImages.DigestOf(Encoding.UTF8.GetBytes(repository)), ["tag"] = "1", ["resource_url"] = $"harbor.test/{repository}:1" }),
            ["repository"] = new JsonObject { ["name"] = repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..], ["namespace"] = repository.Split('/')[0], ["repo_full_name"] = repository, ["repo_type"] = "private" },
        },
    }.ToJsonString();

    internal static async Task<HttpStatusCode> PostAsync(HarborWorld world, string body, string secret, bool chunked = false)
    {
        using var answer = await SendAsync(world, world.Upstream().RegistryId.ToString(), body, $"Bearer {secret}", chunked);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> SendAsync(HarborWorld world, string registry, string body, string? authorization, bool chunked = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/events/{registry}") { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.TransferEncodingChunked = chunked;
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return world.World.Host.Anonymous.SendAsync(request, Token);
    }

    private static async Task<double> CountAsync(HarborWorld world, string outcome)
    {
        // Meters are of the process, which other tests share: a server of theirs that starts or ends in this moment cannot be observed.
        var text = "";
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await world.World.Host.Anonymous.GetAsync("/metrics", Token);
                text = await answer.Content.ReadAsStringAsync(Token);
                return answer.IsSuccessStatusCode;
            },
            "metrics can be read",
            Token);
        var line = text.Split('\n').SingleOrDefault(line => line.StartsWith($"roadstead_events_messages_total{{outcome=\"{outcome}\"}}", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
