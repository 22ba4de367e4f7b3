using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Roadstead.EndToEnd.Tests.Truth;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Storms;

/// <summary>Pods are created as fast as the API server can, while everything else happens. The failure policy keeps its promise, and nothing worse happens.</summary>
public sealed class StormTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int FewestPerSecond = 30;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // What the API server and its connections need after a start until calls arrive again.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    // Longer than all storms before the one that rotates: a successor that takes over a second after it was made must not meet an API server that starts.
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromSeconds(110);
    private KubernetesCluster? cluster;
    private RoadsteadProcess? server;
    private DockerRegistryProcess? registry;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_a_storm_of_pods_audit_refuses_none_and_enforce_lets_no_forbidden_one_in()
    {
        var without = await MeasureAsync("without", Quiet * 2);
        output.WriteLine($"without admission: {without:0} pods a second");
        Assert.True(without >= FewestPerSecond, $"The cluster holds no more than {without} pods a second.");

        await AuditAsync();
        await EnforceAsync();
        await RotateAsync();
    }

    public async ValueTask InitializeAsync()
    {
        var starting = KubernetesCluster.StartAsync(cancellationToken: Cancellation);
        server = await RoadsteadProcess.StartAsync(
            new RoadsteadSettings
            {
                // Rotations that take years and days otherwise.
                Environment = new Dictionary<string, string>
                {
                    ["Admission__CertificateLife"] = "00:00:10",
                    ["Admission__AuthorityLife"] = AuthorityLife.ToString(),
                    ["Admission__AuthoritySettles"] = "00:00:01",
                    ["Admission__AuthorityStays"] = "00:00:03",
                },
            },
            Cancellation);
        registry = await DockerRegistryProcess.StartAsync(null, Cancellation);
        cluster = await starting;
        foreach (var standing in new[] { Standing.Bound, Standing.Unbound })
        {
            await cluster.CreateNamespaceAsync(CellName.Namespace(standing), Cancellation);
        }

        await ConnectAsync(server.Admin);
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

    private async Task AuditAsync()
    {
        await SetAsync("audit");
        await using var storm = Storm("audit");
        await GoesOnAsync(storm, Quiet);
        await server!.StopAsync(Cancellation);
        await GoesOnAsync(storm, Quiet);
        await server.StartAgainAsync(Cancellation);
        await GoesOnAsync(storm, Quiet);
        cluster!.Freeze();
        await ElapsesAsync(storm, Quiet);
        cluster.Thaw();
        await GoesOnAsync(storm, Quiet);
        var attempts = await storm.StopAsync();

        Report("audit", attempts, storm.Now);
        Assert.Empty(attempts.Where(attempt => attempt.Answer is not StormAnswer.Created).Select(Line));
    }

    private async Task EnforceAsync()
    {
        await SetAsync("enforce");
        var windows = new List<(StormAnswer Answer, TimeSpan From, TimeSpan To)>();
        await using var storm = Storm("enforce");
        await GoesOnAsync(storm, Quiet);

        // Roadstead is away, and then back.
        var from = storm.Now;
        await server!.StopAsync(Cancellation);
        await ElapsesAsync(storm, Quiet);
        await server.StartAgainAsync(Cancellation);
        windows.Add((StormAnswer.NotAsked, from, storm.Now + Settling));
        await GoesOnAsync(storm, Quiet);

        // All watches end at once; then they are silent for a while.
        from = storm.Now;
        await cluster!.RestartApiServerAsync(Cancellation);
        windows.Add((StormAnswer.NoApiServer, from, storm.Now + Settling));
        await GoesOnAsync(storm, Quiet);
        cluster.Freeze();
        await ElapsesAsync(storm, Quiet);
        cluster.Thaw();
        await GoesOnAsync(storm, Quiet);

        var attempts = await storm.StopAsync();

        await PromisedAsync("enforce", attempts, storm.Now, windows);
    }

    // The successor comes when a tenth of the first authority's life is left, and takes over while both are trusted.
    private async Task RotateAsync()
    {
        var first = await BundleAsync();
        using (var authority = X509Certificate2.CreateFromPem(first))
        {
            var successor = authority.NotAfter - (AuthorityLife / 10) - Quiet;
            await Eventually.TrueAsync(() => DateTime.Now >= successor, "the successor is about to be made", Cancellation, AuthorityLife);
        }

        await using var storm = Storm("rotate");
        await Eventually.TrueAsync(async () => !(await BundleAsync()).Contains(first, StringComparison.Ordinal), "the first authority is gone", Cancellation, AuthorityLife);
        await GoesOnAsync(storm, Quiet);
        await PromisedAsync("rotate", await storm.StopAsync(), storm.Now, []);
    }

    // No forbidden pod is there, and an allowed one was refused only while it had to be.
    private async Task PromisedAsync(string name, IReadOnlyList<Attempt> attempts, TimeSpan took, IReadOnlyList<(StormAnswer Answer, TimeSpan From, TimeSpan To)> windows)
    {
        Report(name, attempts, took);
        Assert.Empty(attempts.Where(attempt => attempt is { IsForbidden: true, Answer: StormAnswer.Created }).Select(Line));
        var there = (await cluster!.Admin.GetAsync($"/api/v1/namespaces/{CellName.Namespace(Standing.Unbound)}/pods", Cancellation))["items"]!.AsArray();
        Assert.DoesNotContain(there, pod => ((string)pod!["metadata"]!["name"]!).StartsWith(name, StringComparison.Ordinal));
        var refused = attempts.Where(attempt => attempt is { IsForbidden: false, Answer: not StormAnswer.Created } && !windows.Any(window => window.Answer == attempt.Answer && window.From <= attempt.Ended && attempt.Began <= window.To));
        Assert.Equal("", string.Join('\n', refused.Take(5).Select(Line)));
    }

    // Both sorts of pods were answered in the whole of a second: the storm goes on.
    private static Task GoesOnAsync(PodStorm storm, TimeSpan time)
    {
        var from = storm.Now;
        return Eventually.TrueAsync(
            () => storm.Now - from >= time && new[] { true, false }.All(isForbidden => storm.Attempts.Any(attempt => attempt.Began >= from && attempt.IsForbidden == isForbidden && attempt.Answer is StormAnswer.Created or StormAnswer.Denied)),
            "pods are asked for and answered",
            Cancellation,
            TimeSpan.FromSeconds(60));
    }

    private static Task ElapsesAsync(PodStorm storm, TimeSpan time)
    {
        var from = storm.Now;
        return Eventually.TrueAsync(() => storm.Now - from >= time, "that time has gone by", Cancellation);
    }

    private async Task<double> MeasureAsync(string name, TimeSpan time)
    {
        await using var storm = Storm(name);
        await ElapsesAsync(storm, time);
        var attempts = await storm.StopAsync();
        Assert.All(attempts, attempt => Assert.Equal(StormAnswer.Created, attempt.Answer));
        return attempts.Count / storm.Now.TotalSeconds;
    }

    private PodStorm Storm(string name) => new(cluster!, name, isForbidden => (CellName.Namespace(isForbidden ? Standing.Unbound : Standing.Bound), $"{registry!.Url.Authority}/{TruthWorld.PrivateSpace}/app:1"));

    private async Task SetAsync(string admission)
    {
        await server!.Admin.PatchAsync($"/api/v1/clusters/{TruthWorld.Cluster}", new { admission }, Cancellation);
        var effect = new AdmissionProbe(cluster!, CellName.Namespace(Standing.Bound));
        await Eventually.TrueAsync(() => effect.IsAsync(admission, Cancellation), $"admission is {admission}", Cancellation);
    }

    private async Task<string> BundleAsync()
    {
        var configurations = (await cluster!.Admin.GetAsync("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", Cancellation))["items"]!.AsArray();
        return Encoding.UTF8.GetString(Convert.FromBase64String((string)configurations.SelectMany(configuration => configuration!["webhooks"]!.AsArray()).First()!["clientConfig"]!["caBundle"]!)).Trim();
    }

    private void Report(string name, IReadOnlyList<Attempt> attempts, TimeSpan took)
    {
        var counts = string.Join(", ", attempts.GroupBy(attempt => (attempt.IsForbidden, attempt.Answer)).OrderBy(group => group.Key).Select(group => $"{(group.Key.IsForbidden ? "forbidden" : "allowed")} {group.Key.Answer}: {group.Count()}"));
        output.WriteLine($"{name}: {attempts.Count} pods in {took.TotalSeconds:0.0} s, {attempts.Count / took.TotalSeconds:0} a second; {counts}; the slowest answer took {attempts.Max(attempt => attempt.Ended - attempt.Began).TotalSeconds:0.0} s");
    }

    private static string Line(Attempt attempt) => string.Create(CultureInfo.InvariantCulture, $"{(attempt.IsForbidden ? "forbidden" : "allowed")} at {attempt.Began.TotalSeconds:0.0}-{attempt.Ended.TotalSeconds:0.0} s: {attempt.Answer} {attempt.Text}");

    private async Task ConnectAsync(ApiClient admin)
    {
        var kubeconfig = await cluster!.KubeconfigForRoadsteadAsync(Cancellation);
        await admin.PostAsync("/api/v1/clusters", new { name = TruthWorld.Cluster, kubeconfig, serverUrl = server!.Url }, Cancellation);
        foreach (var (workspace, standing) in new[] { ("alpha", Standing.Bound), ("beta", Standing.Unbound) })
        {
            await admin.PostAsync("/api/v1/workspaces", new { name = workspace, displayName = workspace }, Cancellation);
            await admin.PutAsync($"/api/v1/workspaces/{workspace}/namespaces/{TruthWorld.Cluster}/{CellName.Namespace(standing)}", null, Cancellation);
        }

        await admin.PostAsync("/api/v1/registries", new { name = "open", type = "docker-registry", url = registry!.Url.GetLeftPart(UriPartial.Authority) }, Cancellation);
        var space = await admin.PostAsync("/api/v1/registries/open/spaces", new { name = TruthWorld.PrivateSpace, visibility = "private" }, Cancellation);
        await admin.PutAsync($"/api/v1/spaces/{space["id"]}/workspaces/alpha", null, Cancellation);
    }
}
