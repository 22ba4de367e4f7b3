using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Hosting;

/// <summary>The whole server within the test's process, on Kestrel at a free loopback port, with a data directory of its own. Loopback registries are allowed.</summary>
public sealed class RoadsteadHost : IAsyncDisposable
{
    public const string AdminPassword = "correct horse battery staple";

    private readonly WebApplication app;
    private readonly bool ownsDataDirectory;

    private RoadsteadHost(WebApplication app, Uri url, string dataDirectory, bool ownsDataDirectory, LogCapture logs)
    {
        this.app = app;
        this.ownsDataDirectory = ownsDataDirectory;
        Url = url;
        DataDirectory = dataDirectory;
        Logs = logs;
        Anonymous = new HttpClient { BaseAddress = url };
    }

    public Uri Url { get; }

    public string DataDirectory { get; }

    /// <summary>Every log line so far, exceptions included.</summary>
    public LogCapture Logs { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>The gateway's host[:port].</summary>
    public string GatewayHost => Url.Authority;

    /// <summary>No token.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>The platform admin.</summary>
    public HttpClient Admin { get; private set; } = null!;

    /// <param name="settings">Further configuration, or other values for the keys that are set here.</param>
    /// <param name="dataDirectory">An existing one, to start again on; null makes a new one that goes with the host.</param>
    /// <param name="configure">Changes services before the host is built.</param>
    public static async Task<RoadsteadHost> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, string? dataDirectory = null, Action<WebApplicationBuilder>? configure = null)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var data = dataDirectory ?? Directory.CreateTempSubdirectory("roadstead-test-").FullName;
        var logs = new LogCapture();
        var app = RoadsteadServer.Create([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ROADSTEAD_URLS"] = url.ToString(),
                ["ROADSTEAD_PUBLIC_URL"] = url.ToString(),
                ["ROADSTEAD_DATA_DIR"] = data,
                ["ROADSTEAD_ADMIN_PASSWORD"] = AdminPassword,
                ["ROADSTEAD_ALLOWED_NETWORKS"] = "127.0.0.0/8,::1/128",
                ["ROADSTEAD_WORKSPACE_ALLOWED_NETWORKS"] = "127.0.0.0/8,::1/128",
            });
            if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(logs);

            // Of a host's start half the work was stretching the admin's password. The end-to-end tests run with the real count.
            builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
            configure?.Invoke(builder);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var host = new RoadsteadHost(app, url, data, dataDirectory is null, logs);
        host.Admin = await host.SignInAsync("admin", AdminPassword);
        return host;
    }

    /// <summary>A client with a new API token of this user.</summary>
    public async Task<HttpClient> SignInAsync(string user, string password) => Client(await TokenAsync(user, password));

    /// <summary>A new API token of this user.</summary>
    public async Task<string> TokenAsync(string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens") { Content = JsonContent.Create(new { name = "test", expiresInDays = 1 }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        using var response = await Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Created, body);
        return JsonNode.Parse(body)!["token"]!.GetValue<string>();
    }

    /// <summary>Waits until everything that is stored by now is decided by. What a worker changes shows in lists a moment before.</summary>
    public Task PublishedAsync() => Services.GetRequiredService<IChangePublisher>().PublishAsync(TestContext.Current.CancellationToken);

    /// <summary>A client that sends this token.</summary>
    public HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Makes a user; a member of a workspace when one is named.</summary>
    public async Task<HttpClient> UserAsync(string name, string? workspace = null, string role = "viewer", string platformRole = "user")
    {
        await Admin.SendOkAsync(HttpMethod.Post, "/api/v1/users", new { name, password = $"password of {name}", platformRole });
        if (workspace is not null) await Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{workspace}/members/{name}", new { role });
        return await SignInAsync(name, $"password of {name}");
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        Anonymous.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Logs.Dispose();
        if (ownsDataDirectory) Directory.Delete(DataDirectory, recursive: true);
    }
}
