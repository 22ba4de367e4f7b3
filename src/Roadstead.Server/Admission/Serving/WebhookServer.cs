using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Admission.Serving;

/// <summary>
/// The webhooks' own web server: another address and another certificate than the API's, and none of its routes. It listens once the first
/// access map is published, since it is added after what publishes.
/// </summary>
internal sealed partial class WebhookServer(
    WebhookApplication application,
    Authorities authorities,
    ServingCertificates certificates,
    IWebhookPortStore ports,
    ServerOptions options,
    ILoggerFactory loggers,
    ILogger<WebhookServer> logger) : IHostedService, IAsyncDisposable
{
    // What an API server sends: an object of up to 1.5 MiB in its store, which JSON can make larger, and the object before it.
    private const int MaxReviewBytes = 16 * 1024 * 1024;

    private WebApplication? host;

    /// <summary>The port that it listens at; 0 before it does.</summary>
    public int Port { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        authorities.Advance();
        var wanted = options.WebhookListen.Port;
        try
        {
            if (wanted == 0 && ports.Read() is { } kept && await TryListenAsync(kept, cancellationToken)) return;
            await ListenAsync(wanted, cancellationToken);
        }
        catch (Exception e) when (ListenFailure.Reason(e) is { } reason)
        {
            throw new ConfigurationException($"ROADSTEAD_WEBHOOK_LISTEN: cannot listen at {options.WebhookListen.Authority} ({reason}).", e);
        }

        if (wanted == 0) ports.Write(Port);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (host is not null) await Server(host).StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }

    private async Task<bool> TryListenAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            await ListenAsync(port, cancellationToken);
            return true;
        }
        catch (Exception e) when (ListenFailure.IsTaken(e))
        {
            Log.PortTaken(logger, port);
            return false;
        }
    }

    private async Task ListenAsync(int port, CancellationToken cancellationToken)
    {
        // Only the server is started, not the host around it: a review needs no routing, no scope and no event for each request.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, port));
        var app = builder.Build();
        try
        {
            await Server(app).StartAsync(application, cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        host = app;
        Port = new Uri(Server(app).Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
        Log.Listens(logger, options.WebhookListen.Host, Port);
    }

    private void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxReviewBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // A name binds to all addresses, as it does for ROADSTEAD_URLS.
        var name = options.WebhookListen.Host.Trim('[', ']');
        if (IPAddress.TryParse(name, out var address)) kestrel.Listen(address, port, Configure);
        else if (name == "localhost") kestrel.Listen(IPAddress.Loopback, port, Configure);
        else kestrel.ListenAnyIP(port, Configure);
    }

    private void Configure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificates.Current) });
    }

    private static IServer Server(WebApplication app) => app.Services.GetRequiredService<IServer>();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Admission webhooks listen at https://{Host}:{Port}.")]
        public static partial void Listens(ILogger logger, string host, int port);

        [LoggerMessage(2, LogLevel.Warning, "Port {Port}, which the admission webhooks had before, is taken: they get another, and the clusters' configurations change.")]
        public static partial void PortTaken(ILogger logger, int port);
    }
}
