using System.Diagnostics;
using Roadstead.EndToEnd.Tests.Truth;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>The server is killed while a cluster is being made what the store says; afterwards it is, with nothing left over.</summary>
public sealed class ClusterKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 12;
    private const int ChangesBetween = 3;
    private const string Name = "lab";
    private static readonly (string User, string Password) Login = ("roadstead", "the login of the registry");
    private static readonly TimeSpan LatestKill = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ConvergedWithin = TimeSpan.FromSeconds(30);
    private static readonly string[] Namespaces = ["always", "n-1", "n-2", "n-3", "n-4"];
    private static readonly string[] Workspaces = ["alpha", "beta"];
    private KubernetesCluster? cluster;
    private RoadsteadProcess? server;
    private DockerRegistryProcess? registry;
    private string space = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_again_and_again_the_cluster_becomes_what_the_store_says()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var (random, began) = (new Random(seed), Stopwatch.GetTimestamp());
        var watcher = new ClusterWatcher(cluster!, server!, Name, Namespaces, $"guarded/{TruthWorld.PrivateSpace}/app");
        var facts = await watcher.StoredAsync(Cancellation);
        await ConvergesAsync(watcher, facts, "before the first kill");
        for (var kill = 1; kill <= Kills; kill++)
        {
            for (var change = 1; change < ChangesBetween; change++)
            {
                var quick = Draw(random, facts);
                await server!.Admin.OkAsync(quick.Method, quick.Path, quick.Body, Cancellation);
                facts = quick.After;
            }

            var last = Draw(random, facts);
            var isAcknowledged = await KillAsync(last, LatestKill * random.NextDouble());
            new StoreFile(server!.Database).AssertWhole();
            var restart = await server.StartAgainAsync(Cancellation);

            // What was acknowledged is there; what was not is there whole or not at all.
            var stored = await watcher.StoredAsync(Cancellation);
            Assert.True(stored.Text == last.After.Text || (!isAcknowledged && stored.Text == facts.Text), $"kill {kill}, {last.Method} {last.Path}, acknowledged: {isAcknowledged}\nbefore: {facts.Text}\nafter:  {last.After.Text}\nstored: {stored.Text}");
            facts = stored;
            var converged = await ConvergesAsync(watcher, facts, $"kill {kill}, {last.Method} {last.Path}");
            output.WriteLine($"kill {kill}: {last.Method} {last.Path}, acknowledged: {isAcknowledged}; ready after {restart.TotalMilliseconds:0} ms, converged {converged.TotalMilliseconds:0} ms later");
        }

        output.WriteLine($"the whole took {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
    }

    public async ValueTask InitializeAsync()
    {
        var starting = KubernetesCluster.StartAsync(cancellationToken: Cancellation);
        // An overtaken login ends as soon as the secret holds the next one, instead of minutes later.
        server = await RoadsteadProcess.StartAsync(new RoadsteadSettings { Environment = new Dictionary<string, string> { ["PullIdentities__Overlap"] = "00:00:00" } }, Cancellation);
        registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = Login.User, Password = Login.Password }, Cancellation);
        using (var images = registry.Images())
        {
            await images.PushAsync($"{TruthWorld.PrivateSpace}/app", "1", cancellationToken: Cancellation);
        }

        cluster = await starting;
        foreach (var ns in Namespaces)
        {
            await cluster.CreateNamespaceAsync(ns, Cancellation);
        }

        var kubeconfig = await cluster.KubeconfigForRoadsteadAsync(Cancellation);
        await server.Admin.PostAsync("/api/v1/clusters", new { name = Name, kubeconfig, serverUrl = server.Url }, Cancellation);
        foreach (var workspace in Workspaces)
        {
            await server.Admin.PostAsync("/api/v1/workspaces", new { name = workspace, displayName = workspace }, Cancellation);
        }

        await server.Admin.PutAsync($"/api/v1/workspaces/{Workspaces[0]}/namespaces/{Name}/{Namespaces[0]}", null, Cancellation);
        await server.Admin.PostAsync("/api/v1/registries", new { name = "guarded", type = "docker-registry", url = registry.Url.GetLeftPart(UriPartial.Authority), username = Login.User, password = Login.Password }, Cancellation);
        space = (string)(await server.Admin.PostAsync("/api/v1/registries/guarded/spaces", new { name = TruthWorld.PrivateSpace, visibility = "private" }, Cancellation))["id"]!;
        await server.Admin.PutAsync($"/api/v1/spaces/{space}/workspaces/{Workspaces[0]}", null, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { server, registry, cluster })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    // The first namespace stays where it is: admission is probed there.
    private ClusterChange Draw(Random random, ClusterFacts facts) => ClusterChange.Draw(random, facts, Name, Namespaces[1..], Workspaces, space);

    private async Task<bool> KillAsync(ClusterChange change, TimeSpan after)
    {
        using var moment = new PeriodicTimer(after + TimeSpan.FromMilliseconds(1)); // none has no length
        var answering = server!.Admin.SendAsync(change.Method, change.Path, change.Body, Cancellation);
        await moment.WaitForNextTickAsync(Cancellation);
        await server.KillAsync();
        try
        {
            var answer = await answering;
            Assert.True(answer.IsOk, answer.Text);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<TimeSpan> ConvergesAsync(ClusterWatcher watcher, ClusterFacts facts, string when)
    {
        var began = Stopwatch.GetTimestamp();
        var differences = "";
        try
        {
            await Eventually.TrueAsync(async () => (differences = await watcher.DifferencesAsync(facts, Cancellation)).Length == 0, "the cluster is what the store says", Cancellation, ConvergedWithin);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{when}: {e.Message}\nstored: {facts.Text}\n{differences}\n{string.Join('\n', server!.Output.Split('\n').TakeLast(40))}", e);
        }

        return Stopwatch.GetElapsedTime(began);
    }
}
