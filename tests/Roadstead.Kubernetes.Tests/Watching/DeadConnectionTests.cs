using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;
using static Roadstead.Kubernetes.Tests.LyingServer;

namespace Roadstead.Kubernetes.Tests.Watching;

/// <summary>What an informer does when nobody answers any more, and says so by nothing at all.</summary>
public sealed class DeadConnectionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_that_goes_silent_is_given_up_within_a_minute()
    {
        var time = new ManualTime();
        await using var server = await StartAsync([List("10", null)], [Hold(Event("ADDED", Item("a", "11"))), SilenceAsync]);
        using var client = Some.Client(server.Url, time: time);
        var informer = Some.Informer<Namespace>(client, time: time);
        await using var running = new Running(informer.RunAsync);
        await Eventually.TrueAsync(() => informer.Items.Count == 1, "it watches", Cancelled);

        var asked = Asked(server);
        Assert.InRange(asked, 33, 44);
        time.Advance(TimeSpan.FromSeconds(asked + 9));
        Assert.Null(informer.Failure);
        Assert.Equal(TimeSpan.FromSeconds(asked + 9), informer.Lag);
        time.Advance(TimeSpan.FromSeconds(1.1));

        await Eventually.TrueAsync(() => informer.Failure is not null, "it notices", Cancelled);
        Assert.Equal(KubernetesErrorReason.WatchSilent, informer.Failure!.Reason);
        Assert.True(informer.Failure.IsTransient);
        Assert.True(asked + 10.1 < 60);
    }

    // The server was heard a moment ago: it only does not keep to the time that it was asked for.
    [Fact]
    public async Task A_watch_that_is_alive_and_never_ends_is_begun_anew_without_a_failure()
    {
        var time = new ManualTime();
        var events = new SemaphoreSlim(0);
        await using var server = await StartAsync(
            [List("10", null)],
            [
                async context =>
                {
                    await Watch(Event("ADDED", Item("a", "11")))(context);
                    await events.WaitAsync(context.RequestAborted);
                    await Hold(Event("ADDED", Item("b", "12")))(context);
                },
                Hold(),
            ]);
        using var client = Some.Client(server.Url, time: time);
        var informer = Some.Informer<Namespace>(client, time: time);
        await using var running = new Running(informer.RunAsync);
        await Eventually.TrueAsync(() => informer.Items.Count == 1, "it watches", Cancelled);

        time.Advance(TimeSpan.FromSeconds(Asked(server) + 9));
        events.Release();
        await Eventually.TrueAsync(() => informer.Items.Count == 2, "it is alive", Cancelled);
        time.Advance(TimeSpan.FromSeconds(1.1));

        await Eventually.TrueAsync(() => server.Watches.Count == 2, "it watches again", Cancelled);
        Assert.Null(informer.Failure);
        Assert.Contains("resourceVersion=12&", server.Watches[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_every_watch_at_once_is_asked_less_and_less_often()
    {
        var time = new ManualTime();
        await using var server = await StartAsync([List("10", null)], [Watch()]);
        using var client = Some.Client(server.Url, new KubernetesClientOptions { CallTimeout = TimeSpan.FromHours(1), ConnectTimeout = TimeSpan.FromHours(1) }, time);
        var informer = Some.Informer<Namespace>(client, time: time);
        await using var running = new Running(informer.RunAsync);
        var waits = new List<TimeSpan>();
        for (var i = 1; i <= 12; i++)
        {
            await Eventually.TrueAsync(() => server.Watches.Count == i && time.Pending is [var wait] && wait <= TimeSpan.FromSeconds(30), "it waits", Cancelled);
            waits.Add(time.Pending[0]);
            time.Advance(time.Pending[0]);
        }

        Assert.All(waits.Index(), wait => Assert.InRange(wait.Item.TotalSeconds, Math.Min(30, 0.2 * Math.Pow(2, wait.Index)) / 2, Math.Min(30, 0.2 * Math.Pow(2, wait.Index))));
        Assert.Single(server.Lists);
    }

    [Fact]
    public async Task A_throttled_informer_waits_as_long_as_it_is_asked_to()
    {
        var time = new ManualTime();
        await using var server = await StartAsync([Fail(429, "TooManyRequests", retryAfter: "20"), List("10", null)], [Hold()]);
        using var client = Some.Client(server.Url, time: time);
        var informer = Some.Informer<Namespace>(client, time: time);
        await using var running = new Running(informer.RunAsync);
        await Eventually.TrueAsync(() => informer.Failure is not null && time.Pending.Count == 1, "it waits", Cancelled);

        Assert.Equal(KubernetesErrorCode.Throttled, informer.Failure!.Code);
        Assert.Equal(TimeSpan.FromSeconds(20), time.Pending[0]);
        time.Advance(TimeSpan.FromSeconds(20));

        await informer.WaitForSyncAsync(Cancelled);
        Assert.Null(informer.Failure);
    }

    [Fact]
    public async Task An_API_server_that_freezes_and_one_that_crashes_are_noticed_and_followed_again()
    {
        await using var cluster = await KubernetesCluster.StartAsync(new KubernetesClusterSettings { Controllers = false }, Cancelled);
        var quick = new KubernetesClientOptions { WatchTimeout = TimeSpan.FromSeconds(2), WatchGrace = TimeSpan.FromSeconds(1), CallTimeout = TimeSpan.FromSeconds(2) };
        using var watching = Some.Client(cluster.AdminKubeconfig, quick);

        // What the test itself asks may take its time: a server that has just started is slow.
        using var client = Some.Client(cluster.AdminKubeconfig);
        var informer = Some.Informer<Secret>(watching, new ListScope("default"), new InformerOptions { LongestWait = TimeSpan.FromSeconds(1), Settled = TimeSpan.FromSeconds(1) });
        var log = ChangeLog.Of(informer);
        await using var running = new Running(informer.RunAsync);
        await informer.WaitForSyncAsync(Cancelled);
        await client.CreateAsync(Some.PullSecret("default", "a"), Cancelled);
        await Eventually.TrueAsync(() => informer.Find("default", "a") is not null, "it watches", Cancelled);

        cluster.Freeze();
        var frozenAt = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(() => informer.Failure is not null, "the silence is noticed", Cancelled);
        var noticed = TimeProvider.System.GetElapsedTime(frozenAt);
        cluster.Thaw();
        await Eventually.TrueAsync(() => informer.Failure is null, "it follows again", Cancelled);

        await cluster.StopApiServerAsync();
        await Eventually.TrueAsync(() => informer.Failure is not null, "the crash is noticed", Cancelled);
        await cluster.StartApiServerAsync(Cancelled);
        await client.CreateAsync(Some.PullSecret("default", "b"), Cancelled);
        await Eventually.TrueAsync(() => log.Lines.Contains("+b"), "it follows again", Cancelled);

        // What it knew is from before the server's memory begins, so it has listed again.
        var gone = await Assert.ThrowsAsync<KubernetesException>(() => client.WatchAsync<Secret>(ListScope.All, "1", Cancelled).CountAsync(Cancelled).AsTask());
        Assert.Equal(KubernetesErrorCode.Gone, gone.Code);
        Assert.True(noticed < TimeSpan.FromSeconds(5), $"noticed after {noticed}");
        Assert.Equal(["+a", "+b"], log.Lines.Where(line => line is "+a" or "+b" || line[0] != '+'));
    }

    private static int Asked(LyingServer server) => int.Parse(server.Watches[0].Query.Split("timeoutSeconds=")[1], null);
}
