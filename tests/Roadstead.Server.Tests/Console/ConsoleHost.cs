using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Registries;
using Roadstead.Server.Console.Session;

namespace Roadstead.Server.Tests.Console;

/// <summary>The console on a real Kestrel, with one made-up user and made-up registries behind it.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ConsoleHost(WebApplication app) => this.app = app;

    internal FakeSession Session => (FakeSession)app.Services.GetRequiredService<IConsoleSession>();

    internal Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal static async Task<ConsoleHost> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider, FixedTime>();
        builder.Services.AddSingleton<IConsoleSession, FakeSession>();
        builder.Services.AddConsole();
        var app = builder.Build();
        app.UseConsole();
        app.UseRouting();
        ConsoleFeature.MapFrame(app);
        MapSamples(ConsoleFeature.MapPages(app));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ConsoleHost(app);
    }

    /// <summary>A browser without scripts: keeps cookies, follows redirects only when told.</summary>
    internal HttpClient CreateClient(bool follow = false)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = follow, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static void MapSamples(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Registries, (HttpContext http, string? view, string? q) =>
        {
            RegistryView[] all =
            [
                Some.Registry("images"), Some.Registry("harbor", RegistryType.Harbor, RegistryStatus.Unhealthy),
                Some.Registry("artifacts", RegistryType.Artifactory, RegistryStatus.Unknown), Some.Registry("edge-cache-of-the-second-site"),
            ];
            var url = new ListUrl(ConsolePaths.Registries).With("view", view).With("q", q);
            return ConsoleResults.Page<RegistriesPage, RegistryRows, RegistriesModel>(http, Some.Registries(url, [.. all.Where(r => q is null || r.Name.Contains(q, StringComparison.Ordinal))]));
        });
        pages.MapGet(ConsolePaths.IntegrateRegistry, () => ConsoleResults.Page<RegistryFormPage, RegistryFormModel>(Form()));
        pages.MapPost(ConsolePaths.IntegrateRegistry, () => ConsoleResults.Page<RegistryFormPage, RegistryFormModel>(
            Form() with { Name = "Images", Problem = Roadstead.Core.Errors.Problem.ForField(Roadstead.Core.Errors.ErrorCodes.ValidationFailed, "name", "Only a-z, 0-9 and '-'.") }, 422));
        pages.MapPost(ConsolePaths.IntegrateRegistry + "/probe", (HttpContext http) => ConsoleResults.Page<RegistryFormPage, ProbeCard, RegistryFormModel>(http,
            Form() with { Probe = new ProbeView(RegistryType.DockerRegistry, "Docker Registry", "3.0.0", ["answers /v2/ with a Basic challenge"], Some.Signals(RegistryStatus.Unhealthy), [Delivery.Gateway]) }));
        pages.MapPost(ConsolePaths.IntegrateRegistry + "/detect", (HttpContext http) => ConsoleResults.Page<RegistryFormPage, RegistryAddress, RegistryFormModel>(http,
            Form() with { Detected = new ProbeView(RegistryType.Harbor, "Harbor", "2.x", ["its challenge names the service harbor-registry"], Some.Signals(RegistryStatus.Healthy), [], "https://harbor.example.com", "A page was given.") }));
        pages.MapGet(ConsolePaths.Registry("images"), () => ConsoleResults.Page<RegistryOverviewPage, RegistryOverviewModel>(
            new RegistryOverviewModel(new RegistryLiveModel(Some.Level, Some.Registry("images"), Some.Overview().Index), Some.Overview())));
        pages.MapGet(ConsolePaths.UnbindRegistry("images"), (HttpContext http) => ConsoleResults.Page<ConfirmPage, ConfirmDialog, ConfirmModel>(http, Unbind()));
        pages.MapPost(ConsolePaths.UnbindRegistry("images"), (HttpContext http) => ConsoleResults.Done(http, ConsolePaths.Registries, "images is unbound."));
        pages.MapGet("/boom", string () => throw new InvalidOperationException("a secret detail"));
    }

    private static ConfirmModel Unbind() => new(
        "Unbind images?", "Bindings, pull identities and pull secrets go. The registry itself and its images stay as they are.", ConsolePaths.UnbindRegistry("images"), "Unbind", ConsolePaths.Registries,
        new ImpactView(["payments"], 3, [new ImpactWorkload("prod", "payments-api", "Deployment", "api", ["images.example.com/payments/api:1.4"], 6)], "ack"), "images");

    private static RegistryFormModel Form() => new(Some.Level);
}
