using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Kubernetes.Leases;
using Roadstead.Kubernetes.Objects;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;
using static Roadstead.Kubernetes.Tests.LyingServer;

namespace Roadstead.Kubernetes.Tests.Leases;

public sealed partial class LeaseElectionTests(SharedKubernetes kubernetes)
{
    private readonly ManualTime time = new();
    private readonly string name = Some.NewName("lease");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_leads_and_another_takes_over_when_it_stops()
    {
        using var client = await ClientAsync();
        var (first, second) = (Election(client, "first"), Election(client, "second"));
        var one = new Running(token => first.RunAsync(LeadAsync, token));
        await Eventually.TrueAsync(() => first.IsLeader, "the first leads", Cancelled);
        await using var other = new Running(token => second.RunAsync(LeadAsync, token));

        // Two waits for the next try: a first try of the second that is still under way would take what the first gives back.
        await Eventually.TrueAsync(() => time.Pending is [{ TotalSeconds: 2 }, { TotalSeconds: 2 }], "the second waits", Cancelled);
        Assert.False(second.IsLeader);
        var held = await client.FindAsync<Lease>("default", name, Cancelled);

        await one.EndAsync();
        Assert.False(first.IsLeader);
        var free = await client.FindAsync<Lease>("default", name, Cancelled);
        await Eventually.TrueAsync(() => { time.Advance(TimeSpan.FromSeconds(0.1)); return second.IsLeader; }, "the second leads", Cancelled);
        var next = await client.FindAsync<Lease>("default", name, Cancelled);

        Assert.Equal(("first", 15, 0), (held!.Spec.HolderIdentity, held.Spec.LeaseDurationSeconds, held.Spec.LeaseTransitions));
        Assert.Equal("", free!.Spec.HolderIdentity);
        Assert.Equal(("second", 1), (next!.Spec.HolderIdentity, next.Spec.LeaseTransitions));
    }

    // The holder's clock is an hour ahead; what counts is that nothing changed for 15 s by the clock here.
    [Fact]
    public async Task A_holder_that_died_is_replaced_when_its_lease_was_seen_unchanged_for_its_duration()
    {
        using var client = await ClientAsync();
        await client.CreateAsync(
            new Lease { Metadata = new ObjectMeta { Namespace = "default", Name = name }, Spec = new LeaseSpec { HolderIdentity = "dead", LeaseDurationSeconds = 15, RenewTime = time.GetUtcNow().AddHours(1) } },
            Cancelled);
        var election = Election(client, "heir");
        await using var running = new Running(token => election.RunAsync(LeadAsync, token));

        for (var second = 0; second < 14; second += 2)
        {
            await Eventually.TrueAsync(() => time.Pending is [{ TotalSeconds: 2 }], "it waits", Cancelled);
            Assert.False(election.IsLeader);
            time.Advance(TimeSpan.FromSeconds(2));
        }

        await Eventually.TrueAsync(() => time.Pending is [{ TotalSeconds: 2 }], "it waits", Cancelled);
        Assert.False(election.IsLeader);
        time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => election.IsLeader, "it leads", Cancelled);
    }

    [Fact]
    public async Task A_leader_that_cannot_renew_stops_before_others_may_begin()
    {
        await using var server = await StartAsync([Fail(404), Lease("me", "1"), Fail(500)], [Hold()]);
        using var client = Some.Client(server.Url, time: time);
        var election = Election(client, "me");
        var stopped = new TaskCompletionSource();
        await using var running = new Running(token => election.RunAsync(
            async lost =>
            {
                await using var registration = lost.Register(stopped.SetResult);
                await stopped.Task;
            },
            token));
        await Eventually.TrueAsync(() => election.IsLeader && Waits(2), "it leads", Cancelled);

        for (var tries = 3; tries <= 6; tries++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Eventually.TrueAsync(() => server.Lists.Count == tries && Waits(2), "it tries again", Cancelled);
            Assert.True(election.IsLeader);
        }

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(election.IsLeader);
        await stopped.Task.WaitAsync(Cancelled);

        // Others wait for 15 s from the last renewal that they saw.
        Assert.Equal(10, (time.GetUtcNow() - new ManualTime().GetUtcNow()).TotalSeconds);
    }

    [Fact]
    public async Task A_leader_whose_lease_another_took_stops_at_once()
    {
        await using var server = await StartAsync([Fail(404), Lease("me", "1"), Lease("another", "2")], [Hold()]);
        using var client = Some.Client(server.Url, time: time);
        var election = Election(client, "me");
        var stopped = new TaskCompletionSource();
        await using var running = new Running(token => election.RunAsync(
            async lost =>
            {
                await using var registration = lost.Register(() => stopped.TrySetResult());
                await stopped.Task;
            },
            token));
        await Eventually.TrueAsync(() => election.IsLeader && Waits(2), "it leads", Cancelled);

        time.Advance(TimeSpan.FromSeconds(2));

        await stopped.Task.WaitAsync(Cancelled);
        Assert.False(election.IsLeader);
    }

    [Fact]
    public async Task Only_one_of_two_that_begin_together_leads()
    {
        using var client = await ClientAsync();
        var elections = Enumerable.Range(0, 5).Select(i => Election(client, $"e{i}")).ToList();
        var running = elections.Select(election => new Running(token => election.RunAsync(LeadAsync, token))).ToList();

        await Eventually.TrueAsync(() => time.Pending.Count(wait => wait.TotalSeconds == 2) == 5, "all have tried", Cancelled);

        Assert.Single(elections, election => election.IsLeader);
        foreach (var one in running)
        {
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_leader_that_throws_gives_the_lease_back()
    {
        using var client = await ClientAsync();
        var election = Election(client, "me");
        await using var running = new Running(token => election.RunAsync(_ => throw new InvalidOperationException("a bug"), token));

        await Eventually.TrueAsync(async () => (await client.FindAsync<Lease>("default", name, Cancelled))?.Spec.HolderIdentity == "", "it is free", Cancelled);

        Assert.False(election.IsLeader);
    }

    [Fact]
    public void Times_AreWrittenWithMicroseconds()
    {
        var spec = new LeaseSpec { RenewTime = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(2)).AddTicks(12_345_67) };

        Assert.Matches(MicroTime(), KubernetesJson.ToNode(new Lease { Metadata = new ObjectMeta { Name = "a" }, Spec = spec })["spec"]!["renewTime"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(10, 10, 2)]
    [InlineData(15, 2, 2)]
    public void Options_ThatCannotHold_AreRefused(int duration, int deadline, int retry)
    {
        using var client = Some.Client(new Uri("http://127.0.0.1:1"));

        Assert.Throws<ArgumentException>(() => new LeaseElection(client, Options("me") with
        {
            Duration = TimeSpan.FromSeconds(duration), RenewDeadline = TimeSpan.FromSeconds(deadline), RetryPeriod = TimeSpan.FromSeconds(retry),
        }, time, NullLogger.Instance));
    }

    [GeneratedRegex(@"^2026-11-21T08:00:00\.123456Z$")]
    private static partial Regex MicroTime();

    private static Task LeadAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    private static Microsoft.AspNetCore.Http.RequestDelegate Lease(string holder, string version) => Json(200, new()
    {
        ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "a", ["namespace"] = "default", ["resourceVersion"] = version },
        ["spec"] = new System.Text.Json.Nodes.JsonObject { ["holderIdentity"] = holder, ["leaseDurationSeconds"] = 15 },
    });

    private bool Waits(double seconds) => time.Pending is [var wait] && wait == TimeSpan.FromSeconds(seconds);

    private LeaseElectionOptions Options(string identity) => new() { Namespace = "default", Name = name, Identity = identity };

    private LeaseElection Election(KubernetesClient client, string identity) => new(client, Options(identity), time, NullLogger.Instance);

    private async Task<KubernetesClient> ClientAsync() => Some.Client((await kubernetes.ClusterAsync(Cancelled)).AdminKubeconfig);
}
