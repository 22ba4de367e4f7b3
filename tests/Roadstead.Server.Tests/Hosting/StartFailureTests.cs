using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Roadstead.Server.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Hosting;

/// <summary>A server that cannot start says why in one line.</summary>
public sealed class StartFailureTests : IDisposable
{
    // Of the network for documentation (RFC 5737): no machine has it.
    private const string Elsewhere = "192.0.2.1";
    private readonly TempDirectory directory = new();
    private readonly LogCapture logs = new();

    public void Dispose()
    {
        logs.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task Urls_Taken_SaysSoAndWhatToDo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var message = await MessageAsync(("ROADSTEAD_URLS", $"http://{other.LocalEndpoint}"));

        // What ran already had to end, and did nothing wrong.
        Assert.DoesNotContain(logs.Lines, line => line.Contains("BackgroundService", StringComparison.Ordinal));
        Assert.Equal($"ROADSTEAD_URLS: cannot listen at http://{other.LocalEndpoint} (another program listens there: end it, or choose another port).", message);
    }

    [Theory]
    [InlineData("ROADSTEAD_URLS", $"http://{Elsewhere}:8080")]
    [InlineData("ROADSTEAD_WEBHOOK_LISTEN", $"https://{Elsewhere}:8443")]
    public async Task Address_OfAnotherMachine_SaysSo(string key, string address)
    {
        var message = await MessageAsync((key, address));

        Assert.StartsWith($"{key}: cannot listen at ", message, StringComparison.Ordinal);
        Assert.Contains($"{Elsewhere}:", message, StringComparison.Ordinal);
        Assert.Contains("this machine has no such address", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_OfAnotherKey_NamesBothFiles()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        using var another = certificates.Issue();
        await File.WriteAllTextAsync(directory.File("tls.crt"), certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(directory.File("tls.key"), TestCertificates.KeyPem(another), TestContext.Current.CancellationToken);

        Assert.StartsWith($"ROADSTEAD_TLS_CERT ('{directory.File("tls.crt")}') and ROADSTEAD_TLS_KEY ('{directory.File("tls.key")}')", await SecureMessageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_NoPem_NamesBothFiles()
    {
        await File.WriteAllTextAsync(directory.File("tls.crt"), "a certificate", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(directory.File("tls.key"), "its key", TestContext.Current.CancellationToken);

        Assert.StartsWith($"ROADSTEAD_TLS_CERT ('{directory.File("tls.crt")}')", await SecureMessageAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Logging__LogLevel__Default")]
    [InlineData("Logging:Console:LogLevel:Microsoft.AspNetCore", "Logging__Console__LogLevel__Microsoft.AspNetCore")]
    public async Task LogLevel_Unknown_NamesTheKeyAndWhatThereIs(string key, string variable) => Assert.Equal(
        $"{variable} is 'Loud': write Trace, Debug, Information, Warning, Error, Critical, None.",
        await MessageAsync((key, "Loud")));

    [Fact]
    public async Task DataDirectory_ThatIsAFile_NamesItAndTheKey()
    {
        await File.WriteAllTextAsync(directory.File("data"), "", TestContext.Current.CancellationToken);

        var message = await MessageAsync();

        Assert.StartsWith($"The data directory '{directory.File("data")}' cannot be used", message, StringComparison.Ordinal);
        Assert.Contains("ROADSTEAD_DATA_DIR", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_TakenBetweenBindAndListen_IsTaken() => Assert.True(ListenFailure.IsTaken(new SocketException((int)SocketError.AddressAlreadyInUse)));

    [Fact]
    public void Localhost_WithNeitherAddress_HasTheReasonOfTheFirst() => Assert.Contains(
        "right to this port",
        ListenFailure.Reason(new IOException("localhost", new AggregateException(new SocketException((int)SocketError.AccessDenied), new SocketException((int)SocketError.AddressNotAvailable)))),
        StringComparison.Ordinal);

    [Fact]
    public void Reason_OfAnotherFailure_IsNone() => Assert.Null(ListenFailure.Reason(new IOException("The disk is full.")));

    private Task<string> SecureMessageAsync() =>
        MessageAsync(("ROADSTEAD_URLS", "https://127.0.0.1:0"), ("ROADSTEAD_TLS_CERT", directory.File("tls.crt")), ("ROADSTEAD_TLS_KEY", directory.File("tls.key")));

    private async Task<string> MessageAsync(params (string Key, string Value)[] settings)
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(async () =>
        {
            await using var app = RoadsteadServer.Create([], builder =>
            {
                builder.Logging.ClearProviders();
                builder.Logging.AddProvider(logs);
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["ROADSTEAD_URLS"] = $"http://127.0.0.1:{FreePort.Next()}",
                    ["ROADSTEAD_DATA_DIR"] = directory.File("data"),
                    ["ROADSTEAD_ADMIN_PASSWORD"] = RoadsteadHost.AdminPassword,
                });
                builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
            });
            await RoadsteadServer.RunAsync(app, TestContext.Current.CancellationToken);
        });
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }
}
