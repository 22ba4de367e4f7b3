using System.Net;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Roadstead.Server.Hosting;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Identity;

public sealed class FirstAdminTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string PasswordFile => directory.File("initial-admin-password");

    public void Dispose() => directory.Dispose();

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task FirstStart_WithoutAPassword_KeepsAGeneratedOneUntilTheFirstSignIn()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var app = Create(url, password: null);
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = url };
        var password = (await File.ReadAllTextAsync(PasswordFile, Cancel)).Trim();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PasswordFile));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(client, "not this one"));
        Assert.True(File.Exists(PasswordFile));
        Assert.Equal(HttpStatusCode.Created, await SignInAsync(client, password));
        Assert.False(File.Exists(PasswordFile));
        await app.StopAsync(Cancel);
    }

    [Fact]
    public async Task FirstStart_WithAPasswordThatIsTooShort_SaysSo()
    {
        await using var app = Create(new Uri($"http://127.0.0.1:{FreePort.Next()}"), "short");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => app.StartAsync(Cancel));

        Assert.Contains("ROADSTEAD_ADMIN_PASSWORD", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'short'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task FirstStart_WithAPassword_KeepsNoFileAndAllOthersShut()
    {
        await using var host = await RoadsteadHost.StartAsync(dataDirectory: directory.Path);

        Assert.False(File.Exists(PasswordFile));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(RoadsteadHost.AdminPassword, StringComparison.Ordinal));
        foreach (var folder in Directory.GetDirectories(directory.Path, "*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task SecondStart_WithAnotherPassword_LeavesTheUserAlone()
    {
        await (await RoadsteadHost.StartAsync(dataDirectory: directory.Path)).DisposeAsync();
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var app = Create(url, "an entirely different one");
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = url };

        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(client, "an entirely different one"));
        Assert.Equal(HttpStatusCode.Created, await SignInAsync(client, RoadsteadHost.AdminPassword));
        await app.StopAsync(Cancel);
    }

    private WebApplication Create(Uri url, string? password) => RoadsteadServer.Create([], builder =>
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ROADSTEAD_URLS"] = url.ToString(),
            ["ROADSTEAD_DATA_DIR"] = directory.Path,
            ["ROADSTEAD_ADMIN_PASSWORD"] = password,
        });
    });

    private static async Task<HttpStatusCode> SignInAsync(HttpClient client, string password) =>
        (await client.SendAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "first" }, ("Authorization", ApiTokenTests.Basic("admin", password)))).Status;
}
