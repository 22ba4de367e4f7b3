using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Gateway;

/// <summary>
/// A server, a real Docker Registry with a password behind it (<c>vault</c>), and two workspaces: <c>blue</c> is bound to the private space
/// <c>team-a</c>, <c>red</c> to nothing. The space <c>open</c> is public. Their namespaces are <c>lab/blue</c> and <c>lab/red</c>.
/// </summary>
public class DoorsWorld : IAsyncLifetime
{
    public const string UpstreamUser = "upstream-user";
    public const string UpstreamPassword = "upstream-password-7c1f";

    public RoadsteadHost Host { get; private set; } = null!;

    public DockerRegistryProcess Registry { get; private set; } = null!;

    public TestImages Images { get; private set; } = null!;

    /// <summary>The id of the private space.</summary>
    public string TeamA { get; private set; } = "";

    public Login Blue { get; private set; } = null!;

    public Login Red { get; private set; } = null!;

    /// <summary>In <c>team-a</c>.</summary>
    public PushedImage Private { get; private set; } = null!;

    /// <summary>In <c>open</c>.</summary>
    public PushedImage Public { get; private set; } = null!;

    protected virtual Action<WebApplicationBuilder>? Configure => null;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = UpstreamUser, Password = UpstreamPassword }, Cancellation);
        Images = Registry.Images();
        Private = await Images.PushAsync("team-a/app", "v1", new TestImage { Layers = ["private"] }, Cancellation);
        await Images.PushAsync("team-ab/app", "v1", new TestImage { Layers = ["neighbour"] }, Cancellation);
        Public = await Images.PushAsync("open/app", "v1", new TestImage { Layers = ["public"] }, Cancellation);

        Host = await RoadsteadHost.StartAsync(configure: Configure);
        await PostAsync("/api/v1/clusters", new { name = "lab", kind = "standalone" });
        await PostAsync("/api/v1/registries", new { name = "vault", type = "docker-registry", url = Registry.Url.ToString(), username = UpstreamUser, password = UpstreamPassword });
        TeamA = await SpaceAsync("vault", "team-a", "private");
        await SpaceAsync("vault", "open", "public");
        Blue = await WorkspaceAsync("blue");
        Red = await WorkspaceAsync("red");
        await BindAsync(TeamA, "blue");
    }

    /// <summary>Makes a workspace with one namespace of the same name; its pull identity.</summary>
    public async Task<Login> WorkspaceAsync(string name)
    {
        await PostAsync("/api/v1/workspaces", new { name, displayName = name });
        await Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/{name}");
        return await LoginAsync(name);
    }

    /// <summary>The pull identity of a namespace at the gateway.</summary>
    public async Task<Login> LoginAsync(string ns)
    {
        var config = await Host.Admin.GetOkAsync($"/api/v1/namespaces/lab/{ns}/docker-config");
        return Login.Parse(config["auths"]![Host.GatewayHost]!["auth"]!.GetValue<string>());
    }

    public async Task<string> SpaceAsync(string registry, string name, string visibility) =>
        (await PostAsync($"/api/v1/registries/{registry}/spaces", new { name, visibility }))["id"]!.GetValue<string>();

    public Task BindAsync(string space, string workspace) => Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space}/workspaces/{workspace}");

    public Task UnbindAsync(string space, string workspace) => Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{space}/workspaces/{workspace}");

    public Task<JsonNode> PostAsync(string path, object body) => Host.Admin.SendOkAsync(HttpMethod.Post, path, body);

    /// <summary>Asks the gateway. The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> AskAsync(string path, Login? login = null, string? bearer = null, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (login is not null) request.Headers.Authorization = login.Header;
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>A token of the token service.</summary>
    public async Task<string> TokenAsync(Login? login, string? service = null, params string[] scopes)
    {
        var query = string.Concat(scopes.Select(scope => $"&scope={Uri.EscapeDataString(scope)}"));
        using var answer = await AskAsync($"/token?service={Uri.EscapeDataString(service ?? Host.GatewayHost)}{query}", login);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!["token"]!.GetValue<string>();
    }

    public virtual async ValueTask DisposeAsync()
    {
        // What did not come up need not come down; the first failure is the one to see.
        if (Host is not null) await Host.DisposeAsync();
        Images?.Dispose();
        if (Registry is not null) await Registry.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A login, as clients send it.</summary>
    public sealed record Login(string User, string Secret)
    {
        public string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}"));

        public AuthenticationHeaderValue Header => new("Basic", Encoded);

        public static Login Parse(string encoded)
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
            return new Login(parts[0], parts[1]);
        }
    }
}
