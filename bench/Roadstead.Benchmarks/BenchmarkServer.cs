using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Roadstead.Server.Hosting;
using Roadstead.Testing;

namespace Roadstead.Benchmarks;

/// <summary>The whole server in this process, on a loopback port and a data directory of its own, with a platform admin's client.</summary>
internal sealed partial class BenchmarkServer : IAsyncDisposable
{
    private readonly TempDirectory directory;
    private readonly WebApplication app;
    private readonly HttpClient api;

    private BenchmarkServer(TempDirectory directory, WebApplication app, HttpClient api)
    {
        this.directory = directory;
        this.app = app;
        this.api = api;
    }

    public IServiceProvider Services => app.Services;

    public Uri Url => new(api.BaseAddress!, "/");

    public static async Task<BenchmarkServer> StartAsync()
    {
        var directory = new TempDirectory();
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var app = RoadsteadServer.Create([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ROADSTEAD_URLS"] = url.ToString(),
                ["ROADSTEAD_DATA_DIR"] = directory.Path,
                ["ROADSTEAD_ADMIN_PASSWORD"] = "password of admin",
                ["ROADSTEAD_ALLOWED_NETWORKS"] = "127.0.0.0/8",
            });
        });
        await app.StartAsync();
        var api = new HttpClient { BaseAddress = new Uri(url, "/api/v1/") };
        var server = new BenchmarkServer(directory, app, api);
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:password of admin")));
        var token = await server.SendAsync(HttpMethod.Post, "tokens", new { name = "bench" });
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token!["token"]!.GetValue<string>());
        return server;
    }

    /// <summary>A call below <c>/api/v1/</c>; anything but success throws.</summary>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text) : throw new InvalidOperationException($"{method} {path}: {text}");
    }

    /// <summary>A browser's client, signed in as the platform admin; follows no redirect.</summary>
    public Task<HttpClient> SignInAsync() => SignInAsync("admin", "password of admin");

    /// <summary>A browser's client, signed in; follows no redirect.</summary>
    public async Task<HttpClient> SignInAsync(string user, string password)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Url };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var token = AntiforgeryToken().Match(await browser.GetStringAsync("/sign-in")).Groups[1].Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("user", user), KeyValuePair.Create("password", password), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("/sign-in", form);
        return answer.StatusCode == HttpStatusCode.SeeOther ? browser : throw new InvalidOperationException($"Sign-in: {answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        directory.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
