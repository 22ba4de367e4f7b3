using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Benchmarks.Access;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Admission;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Admission.Serving;
using Roadstead.Server.Admission.Webhooks;
using Roadstead.Server.Hosting;

namespace Roadstead.Benchmarks.Admission;

/// <summary>
/// Serves the validating webhook over a large map, and beside it an endpoint that always allows, until standard input ends. bench/admission.sh puts the load on both.
/// </summary>
internal static class AdmissionBenchmark
{
    private const int Bodies = 2_000;
    private const string Secret = "measured-by-nobody";

    /// <param name="recording">A review as an API server sent it.</param>
    /// <param name="directory">Gets the bodies, one file each.</param>
    /// <param name="output">Gets the two addresses.</param>
    public static async Task RunAsync(string recording, string directory, TextWriter output)
    {
        var world = new BenchmarkWorld();
        var published = new Published(world.Snapshot);
        var (allowed, denied) = await WriteBodiesAsync(world, published.Current, JsonNode.Parse(await File.ReadAllTextAsync(recording))!, directory);

        using var counter = new AccessCounter(published, TimeProvider.System, NullLogger<AccessCounter>.Instance);
        var options = new AdmissionOptions();
        var serverOptions = new ServerOptions { Urls = [], PublicUrl = new Uri("http://127.0.0.1:1"), DataDirectory = directory };
        using var authorities = new Authorities(published, published, options, TimeProvider.System, NullLogger<Authorities>.Instance);
        var certificates = new ServingCertificates(authorities, published, serverOptions, options, TimeProvider.System);
        var application = new WebhookApplication(published, new AdmissionHandler(published, counter, new ExcludedNamespaces(published)), new WebhookArrivals());
        await using var server = new WebhookServer(application, authorities, certificates, published, serverOptions, NullLoggerFactory.Instance, NullLogger<WebhookServer>.Instance);
        await server.StartAsync(CancellationToken.None);
        await using var yardstick = await StartAsync(certificates);

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"validate https://127.0.0.1:{server.Port}/admission"));
        await output.WriteLineAsync($"always {yardstick.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()}/admission");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"world {world.Snapshot.Spaces.Length:N0} spaces, {world.Snapshot.Namespaces.Length:N0} namespaces; {allowed:N0} bodies are allowed, {denied:N0} denied"));
        await output.FlushAsync();
        await System.Console.In.ReadToEndAsync();
        await server.StopAsync(CancellationToken.None);
        await yardstick.Services.GetRequiredService<IServer>().StopAsync(CancellationToken.None);
    }

    // The same server, transport and TLS as the webhooks have.
    private static async Task<WebApplication> StartAsync(ServingCertificates certificates)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificates.Current) });
            });
        });
        var app = builder.Build();
        await app.Services.GetRequiredService<IServer>().StartAsync(new AlwaysAllow(), CancellationToken.None);
        return app;
    }

    // The recorded pod, in random namespaces with random images; two files each, with the path and the body.
    private static async Task<(int Allowed, int Denied)> WriteBodiesAsync(BenchmarkWorld world, AccessMap map, JsonNode recording, string directory)
    {
        var denied = 0;
        var asked = 0;
        for (var i = 0; i < Bodies; i++)
        {
            // What a cluster asks in peace is nearly always allowed: one in twenty is not.
            var mayBeDenied = i % 20 == 0;
            var question = world.Next(asked++);
            while (map.Decide(question.Cluster, question.Namespace, question.Image).IsAllowed == mayBeDenied) question = world.Next(asked++);
            var review = recording.DeepClone();
            review["request"]!["uid"] = Guid.NewGuid().ToString();
            review["request"]!["namespace"] = question.Namespace;
            var container = review["request"]!["object"]!["spec"]!["containers"]![0]!;
            review["request"]!["object"]!["spec"]!["containers"] = new JsonArray(container.DeepClone());
            review["request"]!["object"]!["spec"]!["containers"]![0]!["image"] = question.Image;
            review["request"]!["object"]!["spec"]!.AsObject().Remove("initContainers");
            await File.WriteAllTextAsync(Path.Combine(directory, $"{i}.json"), review.ToJsonString());
            await File.WriteAllTextAsync(Path.Combine(directory, $"{i}.path"), $"/admission/{question.Cluster}/{Secret}/validate");
            if (mayBeDenied) denied++;
        }

        return (Bodies - denied, denied);
    }

    /// <summary>What the webhook takes from a publication and keeps of itself, in memory.</summary>
    private sealed class Published(AccessSnapshot snapshot) : IAccessMapSource, IClusterSource, IAccessCountStore, IAuthorityStore, IWebhookPortStore
    {
        public AccessMap Current { get; } = AccessMap.Build(snapshot);

        public IReadOnlyDictionary<string, PublishedCluster> Clusters { get; } = snapshot.Clusters.ToDictionary(
            cluster => cluster.Name,
            cluster => new PublishedCluster(
                Guid.NewGuid(), cluster.Name, ClusterKind.Kubernetes, null, Secret, new Uri("http://127.0.0.1:1"), AdmissionMode.Enforce, cluster.AllowUnmanaged ? UnmanagedImages.Allow : UnmanagedImages.Deny));

        public IReadOnlyDictionary<Guid, PublishedCluster> Leaving { get; } = new Dictionary<Guid, PublishedCluster>();

        public Task AddAsync(IReadOnlyCollection<AccessTally> tallies, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

        string? IAuthorityStore.Read() => null;

        void IAuthorityStore.Write(string pem) => GC.KeepAlive(pem);

        int? IWebhookPortStore.Read() => null;

        void IWebhookPortStore.Write(int port) => GC.KeepAlive(port);
    }
}
