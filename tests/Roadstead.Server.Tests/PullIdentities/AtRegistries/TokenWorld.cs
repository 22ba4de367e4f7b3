using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotWorld;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>
/// A server with a standalone cluster, in which the workspaces <c>team</c> and <c>other</c> hold a namespace of the same name each and <c>nobody</c>'s is in none; and an Artifactory
/// <c>hub</c> of the platform, with the repositories alpha and beta (app:1), open (pub:1) and the virtual all of alpha and open.
/// </summary>
public sealed class TokenWorld : IAsyncDisposable
{
    private readonly SkopeoClient skopeo = new();

    public TokenWorld(RoadsteadHost host, FakeArtifactory fake) => (Host, Fake) = (host, fake);

    public RoadsteadHost Host { get; }

    public FakeArtifactory Fake { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TokenWorld> StartAsync(FakeArtifactorySettings settings, string? dataDirectory = null, params string[] imageHosts)
    {
        var world = new TokenWorld(await StartServerAsync(dataDirectory), await FakeAsync(settings));
        await world.IntegrateAsync(imageHosts);
        return world;
    }

    public static Task<TokenWorld> StartAsync(string version) => StartAsync(new FakeArtifactorySettings { Version = version, WithStorage = false });

    public static async Task<FakeArtifactory> FakeAsync(FakeArtifactorySettings settings)
    {
        var fake = await FakeArtifactory.StartAsync(settings);
        foreach (var image in new[] { "alpha/app", "beta/app", "beta/part/app", "open/pub", "open/secret/app" })
        {
            if (settings.WithStorage)
                await fake.PushAsync(image, "1", cancellationToken: Cancellation);
            else
                fake.AddRepository(image, "1");
        }

        fake.AddVirtual("all", "alpha", "open");
        return fake;
    }

    /// <summary>A server with the workspaces; on a data directory of before they are there already.</summary>
    public static async Task<RoadsteadHost> StartServerAsync(string? dataDirectory)
    {
        var host = await StartHostAsync(dataDirectory);
        await host.Admin.SendAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "solo", kind = "standalone" });
        foreach (var name in new[] { "team", "other" })
        {
            await host.Admin.SendAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
            await host.Admin.SendAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/solo/{name}");
        }

        return host;
    }

    public async Task IntegrateAsync(params string[] imageHosts)
    {
        var registry = await Host.Admin.SendOkAsync(
            HttpMethod.Post, "/api/v1/registries", new { name = "hub", type = "artifactory", url = Fake.Url.ToString(), username = Fake.Admin.Username, password = Fake.Admin.Password, imageHosts });
        Assert.Equal("scoped-token", (string?)registry["delivery"]);
        await Eventually.TrueAsync(
            async () => (await Host.Admin.GetOkAsync("/api/v1/registries/hub/spaces"))["items"]!.AsArray().Count(space => (string?)space!["name"] is "alpha" or "beta" or "open" or "all") == 4, "all spaces are known", Cancellation);
    }

    public Task BindAsync(string workspace, params string[] spaces) => RobotWorld.BindAsync(Host, "hub", workspace, spaces);

    public Task UnbindAsync(string workspace, string space) => RobotWorld.UnbindAsync(Host, "hub", workspace, space);

    public async Task SetAsync(string space, string visibility) =>
        await Host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/spaces/{await SpaceAsync(Host, "hub", space)}", new { visibility });

    public Task IsAsync(string space, string workspace, string? state) => HasStateAsync(Host, "hub", space, workspace, state);

    /// <summary>What a namespace pulls with; null where it has nothing.</summary>
    public async Task<JsonNode?> ConfigAsync(string ns)
    {
        using var answer = await Host.Admin.GetAsync(new Uri($"/api/v1/namespaces/solo/{ns}/docker-config", UriKind.Relative), Cancellation);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation)) : null;
    }

    /// <summary>User name and password for the registry's host; null when there are none.</summary>
    public async Task<string?> LoginAsync(string ns) => Login(await ConfigAsync(ns), Fake.Host);

    /// <summary>Waits until a namespace is handed out an account of this generation.</summary>
    public Task HoldsAsync(string ns, int generation = 1) =>
        Eventually.TrueAsync(async () => (await LoginAsync(ns))?.Split(':')[0].EndsWith($"-{generation}", StringComparison.Ordinal) is true, $"{ns} holds generation {generation}", Cancellation);

    /// <summary>Which of these a real client pulls with a config.</summary>
    public async Task<string> PullsAsync(JsonNode? config, params string[] images)
    {
        var pulled = new List<string>();
        foreach (var image in images)
        {
            if ((await skopeo.PullAsync($"{Fake.Host}/{image}:1", config?.ToJsonString(), Cancellation)).IsPulled)
                pulled.Add(image);
        }

        return string.Join(' ', pulled);
    }

    /// <summary>The same with what a namespace is handed out now.</summary>
    public async Task<string> PullsAsync(string ns, params string[] images) => await PullsAsync(await ConfigAsync(ns), images);

    /// <summary>What is at the registry by this name: groups, permission targets, tokens, subscriptions.</summary>
    public string[] There(string prefix = "roadstead-") =>
        [.. Accounts(prefix).Concat(Fake.Subscriptions.Select(subscription => subscription.Key).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    /// <summary>The same without subscriptions, which come in their own time.</summary>
    public string[] Accounts(string prefix = "roadstead-")
    {
        IEnumerable<string>[] all = [Fake.Groups.Select(group => group.Name), Fake.Permissions.Select(target => target.Name), Fake.Tokens.Select(token => token.Username)];
        return [.. all.SelectMany(names => names).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The permission targets of accounts: <c>repositories include !exclude</c>.</summary>
    public string[] Targets() => [.. Fake.Permissions.Where(target => target.Name.StartsWith("roadstead-", StringComparison.Ordinal))
        .Select(target => $"{string.Join(',', target.Repositories)} {string.Join(',', target.Includes)}{string.Concat(target.Excludes.Select(pattern => $" !{pattern}"))}").Order(StringComparer.Ordinal)];

    /// <summary>Calls that changed permission targets, groups or tokens, from this one on.</summary>
    public string[] WritesSince(int before) => [.. Fake.Calls.Skip(before).Select(call => call.Template)
        .Where(template => !template.StartsWith("GET ", StringComparison.Ordinal) && (template.Contains("/security/", StringComparison.Ordinal) || template.Contains("/tokens", StringComparison.Ordinal)))];

    public async ValueTask DisposeAsync()
    {
        skopeo.Dispose();
        await Host.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
