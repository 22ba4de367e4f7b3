using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.MainJob;

/// <summary>Integrate, divide, bind, choose, pull, and take away again: as a platform team does it, with a client that really pulls.</summary>
public sealed class MainJobTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Team = "/api/v1/namespaces/plain/team-a-prod";
    private readonly SkopeoClient skopeo = new();
    private DockerRegistryProcess? guarded;
    private DockerRegistryProcess? open;
    private RoadsteadProcess? started;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RoadsteadProcess Server => started!;

    private ApiClient Admin => Server.Admin;

    [Fact]
    public async Task A_namespace_pulls_what_is_bound_to_its_workspace_until_it_is_unbound()
    {
        await IntegrateAsync();
        var spaces = await DivideAsync();
        await TeamsAsync();
        await Admin.PutAsync($"/api/v1/spaces/{spaces["team-a"]}/workspaces/alpha", null, Token);

        // What one may pull is what one may choose.
        await ChoosableAsync(Team, $"{Server.GatewayHost}/guarded/team-a/app", $"{Server.GatewayHost}/guarded/shared/base");
        await ChoosableAsync("/api/v1/namespaces/plain/team-b-prod", $"{Server.GatewayHost}/guarded/shared/base");

        // Names are found while their tags are still being read.
        await Eventually.TrueAsync(
            async () => (await Admin.ListAsync($"{Team}/tags?image={Server.GatewayHost}/guarded/team-a/app", Token)).Select(tag => tag["tag"]!.GetValue<string>()).SequenceEqual(["2", "1"]),
            "both tags are listed, the newer one first",
            Token);

        // And the other way round.
        var alpha = await ConfigAsync("team-a-prod");
        var beta = await ConfigAsync("team-b-prod");
        await PullsAsync("guarded/team-a/app:1", alpha);
        await PullsAsync("guarded/shared/base:1", alpha);
        await PullsAsync("guarded/shared/base:1", beta);
        await PullsAsync("guarded/shared/base:1", null);
        await RefusedAsync("guarded/team-a/app:1", beta, "which is not bound to the workspace 'beta'");
        await RefusedAsync("guarded/team-ab/app:1", alpha, "not bound");
        await RefusedAsync("guarded/elsewhere/app:1", alpha, "not bound");
        await RefusedAsync("guarded/team-a/app:1", null, null);

        await ExplainsAsync("team-a-prod", "team-a/app:1", "allowed", "bound");
        await ExplainsAsync("team-b-prod", "team-a/app:1", "denied", "not-bound");
        await ExplainsAsync("team-a-prod", "team-ab/app:1", "denied", "not-bound");
        await ExplainsAsync("team-b-prod", "shared/base:1", "allowed", "public");

        await UnbindAsync(spaces["team-a"], alpha);
        await ExplainsAsync("team-a-prod", "team-a/app:1", "denied", "not-bound");
        await MakePrivateAsync(spaces["shared"]);
    }

    [Fact]
    public async Task A_registry_without_a_password_is_pulled_from_directly_and_shown_as_open()
    {
        var registry = await Admin.PostAsync("/api/v1/registries", new { name = "open", type = "docker-registry", url = Address(open!) }, Token);
        Assert.Equal("none", registry["delivery"]!.GetValue<string>());
        var space = await Admin.PostAsync("/api/v1/registries/open/spaces", new { name = "tools", visibility = "public" }, Token);
        Assert.Equal($"{open!.Url.Authority}/tools", space["pullPrefix"]!.GetValue<string>().TrimEnd('/'));
        await TeamsAsync();
        await ChoosableAsync(Team, $"{open.Url.Authority}/tools/hammer");
        Assert.True((await skopeo.PullAsync($"{open.Url.Authority}/tools/hammer:1", null, Token)).IsPulled);
    }

    public async ValueTask InitializeAsync()
    {
        guarded = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "roadstead", Password = "the login of the registry" }, Token);
        open = await DockerRegistryProcess.StartAsync(null, Token);
        using var images = guarded.Images();
        await images.PushAsync("team-a/app", "1", new TestImage { Layers = ["one"] }, Token);
        await images.PushAsync("team-a/app", "2", new TestImage { Layers = ["two"], Created = new DateTimeOffset(2026, 2, 2, 2, 2, 2, TimeSpan.Zero) }, Token);
        foreach (var path in new[] { "team-ab/app", "shared/base", "elsewhere/app" })
        {
            await images.PushAsync(path, "1", new TestImage { Layers = [path] }, Token);
        }

        using var tools = open.Images();
        await tools.PushAsync("tools/hammer", "1", cancellationToken: Token);
        started = await RoadsteadProcess.StartAsync(null, Token);
    }

    public async ValueTask DisposeAsync()
    {
        skopeo.Dispose();
        foreach (var part in new IAsyncDisposable?[] { started, guarded, open })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    private static string Address(DockerRegistryProcess registry) => registry.Url.GetLeftPart(UriPartial.Authority);

    private async Task IntegrateAsync()
    {
        var login = guarded!.Settings;
        var registry = await Admin.PostAsync("/api/v1/registries", new { name = "guarded", type = "docker-registry", url = Address(guarded), username = login.Username, password = login.Password }, Token);
        Assert.Equal("gateway", registry["delivery"]!.GetValue<string>());
        Assert.Equal("healthy", registry["status"]!.GetValue<string>());
    }

    private async Task<Dictionary<string, string>> DivideAsync()
    {
        var ids = new Dictionary<string, string>();
        foreach (var (name, visibility) in new[] { ("team-a", "private"), ("team-ab", "private"), ("shared", "public") })
        {
            var space = await Admin.PostAsync("/api/v1/registries/guarded/spaces", new { name, visibility }, Token);
            ids[name] = space["id"]!.GetValue<string>();
        }

        Assert.Equal(["*", "shared", "team-a", "team-ab"], (await Admin.ListAsync("/api/v1/registries/guarded/spaces", Token)).Select(space => space["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        return ids;
    }

    private async Task TeamsAsync()
    {
        await Admin.PostAsync("/api/v1/clusters", new { name = "plain", kind = "standalone" }, Token);
        foreach (var (workspace, ns) in new[] { ("alpha", "team-a-prod"), ("beta", "team-b-prod") })
        {
            await Admin.PostAsync("/api/v1/workspaces", new { name = workspace, displayName = workspace }, Token);
            await Admin.PutAsync($"/api/v1/workspaces/{workspace}/namespaces/plain/{ns}", null, Token);
        }
    }

    private async Task<string> ConfigAsync(string ns) => (await Admin.ReadAsync($"/api/v1/namespaces/plain/{ns}/docker-config", Token)).ToJsonString();

    private async Task ChoosableAsync(string ns, params string[] images)
    {
        string[] found = [];
        await Eventually.TrueAsync(
            async () =>
            {
                found = [.. (await Admin.ListAsync($"{ns}/images", Token)).Select(image => image["image"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
                return found.SequenceEqual(images.Order(StringComparer.Ordinal));
            },
            $"choose image of {ns} lists {string.Join(", ", images)}",
            Token);
    }

    private async Task PullsAsync(string image, string? config)
    {
        var pull = await skopeo.PullAsync($"{Server.GatewayHost}/{image}", config, Token);
        Assert.True(pull.IsPulled, pull.Output);
    }

    private async Task RefusedAsync(string image, string? config, string? reason)
    {
        var pull = await skopeo.PullAsync($"{Server.GatewayHost}/{image}", config, Token);
        Assert.False(pull.IsPulled, $"{image} was pulled");
        Assert.True(reason is null || pull.Output.Contains(reason, StringComparison.Ordinal), pull.Output);
    }

    private async Task ExplainsAsync(string ns, string image, string verdict, string reason)
    {
        var access = await Admin.ReadAsync($"/api/v1/access?cluster=plain&namespace={ns}&image={Uri.EscapeDataString($"{Server.GatewayHost}/guarded/{image}")}", Token);
        Assert.Equal((verdict, reason, verdict == "allowed"), (access["verdict"]!.GetValue<string>(), access["reason"]!.GetValue<string>(), access["allowed"]!.GetValue<bool>()));
        Assert.NotEqual("", access["message"]!.GetValue<string>());
        Assert.All(access["steps"]!.AsArray(), step => Assert.True(verdict == "denied" || step!["ok"]?.GetValue<bool>() != false, step!.ToJsonString()));
        if (verdict == "denied")
        {
            Assert.NotEqual("", access["remedy"]!.GetValue<string>());
        }
    }

    // The very first request after the call has returned is refused, at each door: there is no time in between.
    private async Task UnbindAsync(string space, string config)
    {
        using var client = new ApiClient(Server.Url, Basic(config));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v2/guarded/team-a/app/manifests/1", Token)).Status);
        var bearer = (await client.ReadAsync($"/token?service={Server.GatewayHost}&scope=repository:guarded/team-a/app:pull", Token))["token"]!.GetValue<string>();
        using var holder = new ApiClient(Server.Url, ApiClient.Bearer(bearer));
        Assert.Equal(HttpStatusCode.OK, (await holder.GetAsync("/v2/guarded/team-a/app/manifests/1", Token)).Status);

        var began = Stopwatch.GetTimestamp();
        await Admin.DeleteAsync($"/api/v1/spaces/{space}/workspaces/alpha", Token);
        var unbound = Stopwatch.GetElapsedTime(began);
        var gateway = await client.GetAsync("/v2/guarded/team-a/app/manifests/1", Token);
        var atGateway = Stopwatch.GetElapsedTime(began);
        var choose = await Admin.ListAsync($"{Team}/images", Token);
        var atChoose = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"unbind returned after {unbound.TotalMilliseconds:0.0} ms; the gateway's next answer was {(int)gateway.Status} at {atGateway.TotalMilliseconds:0.0} ms; choose image without it at {atChoose.TotalMilliseconds:0.0} ms");
        Assert.Equal(HttpStatusCode.Forbidden, gateway.Status);
        Assert.DoesNotContain(choose, image => image["image"]!.GetValue<string>().Contains("team-a/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await holder.GetAsync("/v2/guarded/team-a/app/manifests/1", Token)).Status);
        Assert.True(atChoose < TimeSpan.FromSeconds(2), $"{atChoose}");
        await RefusedAsync("guarded/team-a/app:1", config, "not bound");
    }

    private async Task MakePrivateAsync(string space)
    {
        Assert.Equal(HttpStatusCode.OK, (await Anonymously("shared/base")).Status);
        await Admin.PatchAsync($"/api/v1/spaces/{space}", new { visibility = "private" }, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Anonymously("shared/base")).Status);
    }

    // As a client does that has no login: it takes a token for nobody.
    private async Task<ApiAnswer> Anonymously(string path)
    {
        var token = (await Server.Anonymous.ReadAsync($"/token?service={Server.GatewayHost}&scope=repository:guarded/{path}:pull", Token))["token"]!.GetValue<string>();
        using var nobody = new ApiClient(Server.Url, ApiClient.Bearer(token));
        return await nobody.GetAsync($"/v2/guarded/{path}/manifests/1", Token);
    }

    private System.Net.Http.Headers.AuthenticationHeaderValue Basic(string config) =>
        new("Basic", JsonNode.Parse(config)!["auths"]![Server.GatewayHost]!["auth"]!.GetValue<string>());
}
