using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>A Harbor with four private projects and a public one, each with an image <c>app:1</c>; and what an admin of it sees and does.</summary>
public sealed class RobotHarbor : IAsyncDisposable
{
    private readonly HttpClient api;

    private RobotHarbor(FakeHarbor harbor)
    {
        Fake = harbor;
        // Without cookies: a session would want a token against forged requests.
        api = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(harbor.Url, "/api/v2.0/") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
    }

    public static string[] Projects { get; } = ["alpha", "beta", "gamma", "delta"];

    public FakeHarbor Fake { get; }

    public string Host => Fake.Host;

    public string User => Fake.Admin.Username;

    public string Password => Fake.Admin.Password;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RobotHarbor> StartAsync(string version)
    {
        // A server of a test before may still ask at a port that is used again: its wrong password must not freeze the right one.
        var harbor = new RobotHarbor(await FakeHarbor.StartAsync(new FakeHarborSettings { Version = version, WrongPasswordDelay = TimeSpan.Zero }));
        using var images = harbor.Fake.Images();
        foreach (var project in Projects.Append("open"))
        {
            harbor.Fake.CreateProject(project, isPublic: project == "open");
            await images.PushAsync($"{project}/app", "1", cancellationToken: Cancellation);
        }

        return harbor;
    }

    /// <summary>All robots of the system whose name has a part, by name.</summary>
    public async Task<IReadOnlyList<JsonNode>> RobotsAsync(string part = "roadstead-")
    {
        var robots = JsonNode.Parse(await api.GetStringAsync("robots?page_size=100", Cancellation)) as JsonArray ?? [];
        return [.. robots.Where(robot => robot!["name"]!.GetValue<string>().Contains(part, StringComparison.Ordinal)).OrderBy(robot => robot!["name"]!.GetValue<string>(), StringComparer.Ordinal)!];
    }

    /// <summary>What the only robot that is there may do: <c>project:resource:action</c>, sorted; null when there is not exactly one, and open.</summary>
    public async Task<string[]?> RightsAsync() => await RobotsAsync() is [{ } only] && !only["disable"]!.GetValue<bool>() ? Rights(only) : null;

    public static string[] Rights(JsonNode robot) =>
    [
        .. robot["permissions"]!.AsArray().SelectMany(permission => permission!["access"]!.AsArray().Select(access =>
            $"{permission["kind"]}/{permission["namespace"]}:{access!["resource"]}:{access["action"]}")).Order(StringComparer.Ordinal),
    ];

    public static string[] Pull(params string[] projects) => [.. projects.Order(StringComparer.Ordinal).Select(project => $"project/{project}:repository:pull")];

    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await api.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>The calls that changed robots so far.</summary>
    public string[] Writes() => [.. Fake.Calls.Where(call => call.Template.Contains("/robots", StringComparison.Ordinal) && !call.Template.StartsWith("GET", StringComparison.Ordinal)).Select(call => call.Template)];

    /// <summary>Lets a robot's time be up.</summary>
    public void Expire(JsonNode robot)
    {
        lock (Fake.State.Gate)
            Fake.State.Robots.All.Single(one => one.Id == robot["id"]!.GetValue<long>()).ExpiresAt = 1;
    }

    /// <summary>Somebody changes a robot at Harbor.</summary>
    public async Task ChangeAsync(JsonNode robot, Action<JsonObject> change)
    {
        var changed = robot.DeepClone().AsObject();
        change(changed);
        await SendAsync(HttpMethod.Put, $"robots/{robot["id"]}", changed);
    }

    public Task DeleteAsync(JsonNode robot) => SendAsync(HttpMethod.Delete, $"robots/{robot["id"]}");

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await Fake.DisposeAsync();
    }
}
