using System.Text.Json.Nodes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Testing;
using static Roadstead.Kubernetes.Tests.LyingServer;

namespace Roadstead.Kubernetes.Tests.Watching;

/// <summary>The informer against a server that does what servers and networks do on bad days.</summary>
public sealed class LyingServerTests
{
    private static readonly InformerOptions Quick = new() { FirstWait = TimeSpan.FromMilliseconds(2), LongestWait = TimeSpan.FromMilliseconds(20) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_that_is_gone_lists_again_and_tells_what_differs()
    {
        await using var server = await StartAsync(
            [List("10", null, Item("same", "1"), Item("changed", "2"), Item("deleted", "3"), Item("made-anew", "4")), List("20", null, Item("same", "1"), Item("changed", "12"), Item("new", "13"), Item("made-anew", "14", "another"))],
            [Fail(410, "Expired"), Hold()]);
        var (informer, log, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => server.Watches.Count == 2, "it watches again", Cancelled);

        Assert.Equal(["+same", "+changed", "+deleted", "+made-anew"], log.Lines.Take(4));
        Assert.Equal(["+made-anew", "+new", "-deleted", "-made-anew", "~changed"], log.Lines.Skip(4).Order(StringComparer.Ordinal));
        Assert.True(log.Lines.ToList().LastIndexOf("-made-anew") < log.Lines.ToList().LastIndexOf("+made-anew"));
        Assert.Contains("resourceVersion=20", server.Watches[1].Query, StringComparison.Ordinal);
        Assert.Equal(4, informer.Items.Count);
    }

    [Fact]
    public async Task Only_the_very_first_list_may_come_from_the_servers_memory()
    {
        await using var server = await StartAsync([List("10", null, Item("a", "1")), List("20", null, Item("a", "1"))], [Fail(410, "Expired"), Hold()]);
        var (_, _, running) = Start(server, Quick with { FirstFromCache = true });
        await using var _ = running;

        await Eventually.TrueAsync(() => server.Watches.Count == 2, "it watches again", Cancelled);

        Assert.Contains("resourceVersion=0", server.Lists[0].Query, StringComparison.Ordinal);
        Assert.DoesNotContain("resourceVersion", server.Lists[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_event_that_says_gone_lists_again()
    {
        var gone = new JsonObject { ["kind"] = "Status", ["code"] = 410, ["reason"] = "Expired", ["message"] = "too old resource version" };
        await using var server = await StartAsync([List("10", null), List("20", null, Item("a", "15"))], [Watch(Event("ERROR", gone)), Hold()]);
        var (informer, _, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => informer.Find(null, "a") is not null, "what was missed is known", Cancelled);

        Assert.Equal(2, server.Lists.Count);
    }

    [Fact]
    public async Task Another_error_event_goes_on_from_the_same_version()
    {
        var failed = new JsonObject { ["kind"] = "Status", ["code"] = 500, ["reason"] = "InternalError", ["message"] = "etcd is away" };
        await using var server = await StartAsync([List("10", null)], [Watch(Event("ADDED", Item("a", "11")), Event("ERROR", failed)), Hold()]);
        var (_, _, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => server.Watches.Count == 2, "it watches again", Cancelled);

        Assert.Single(server.Lists);
        Assert.Contains("resourceVersion=11&", server.Watches[1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_gone_in_the_middle_begins_anew()
    {
        await using var server = await StartAsync(
            [List("10", "next", Item("a", "1")), Fail(410, "Expired"), List("20", "more", Item("b", "2")), List("20", null, Item("c", "3"))], [Hold()]);
        var (informer, _, running) = Start(server);
        await using var _ = running;

        await informer.WaitForSyncAsync(Cancelled);

        Assert.Equal(["b", "c"], informer.Items.Select(item => item.Metadata.Name).Order());
        Assert.DoesNotContain("continue", server.Lists[2].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_that_never_end_are_given_up()
    {
        var page = 0;
        await using var server = await StartAsync(
            [context => List("10", $"page-{Interlocked.Increment(ref page)}", Item($"a-{page}", "1"))(context)], [Hold()]);
        var (informer, log, running) = Start(server, Quick with { MaxObjects = 30 });
        await using var _ = running;

        await Eventually.TrueAsync(() => informer.Failure is not null, "it fails", Cancelled);

        Assert.Equal(KubernetesErrorCode.InvalidAnswer, informer.Failure!.Code);
        Assert.False(informer.HasSynced);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_list_that_turns_in_a_circle_is_given_up()
    {
        await using var server = await StartAsync([List("10", "again", Item("a", "1"))], [Hold()]);
        var (informer, _, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => informer.Failure is not null, "it fails", Cancelled);

        Assert.Equal(KubernetesErrorCode.InvalidAnswer, informer.Failure!.Code);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_asked_for_in_smaller_ones()
    {
        var filler = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "large", ["resourceVersion"] = "1", ["annotations"] = new JsonObject { ["a"] = new string('x', 5000) } } };
        await using var server = await StartAsync(
            [context => List("10", null, [.. Enumerable.Range(0, int.Parse(context.Request.Query["limit"]!, null) / 10).Select(_ => filler)])(context)], [Hold()]);
        var (informer, _, running) = Start(server, client: new KubernetesClientOptions { MaxPageBytes = 20_000 });
        await using var _ = running;

        await informer.WaitForSyncAsync(Cancelled);

        Assert.Equal(["?limit=500", "?limit=125", "?limit=31"], server.Lists.Select(list => list.Query));
    }

    [Fact]
    public async Task A_watch_that_breaks_off_goes_on_without_a_list()
    {
        var (informer, log, running) = ((Informer<Namespace>?)null, (ChangeLog?)null, (Running?)null);
        bool Arrived() => informer?.Items.Count == 1;
        await using var server = await StartAsync([List("10", null)], [Break(Arrived, Event("ADDED", Item("a", "11"))), Break(Arrived), Hold(Event("ADDED", Item("b", "12")))]);
        (informer, log, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => log.Lines.Count == 2, "both are told", Cancelled);

        Assert.Single(server.Lists);
        Assert.Equal(["+a", "+b"], log.Lines);
        Assert.All(server.Watches.Skip(1), watch => Assert.Contains("resourceVersion=11&", watch.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_watch_that_ends_in_the_middle_of_an_object_tells_nothing_of_it()
    {
        var half = Event("ADDED", Item("half", "12"))[..40];
        await using var server = await StartAsync([List("10", null)], [Watch(Event("ADDED", Item("a", "11")), half), Hold()]);
        var (informer, log, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => server.Watches.Count == 2, "it watches again", Cancelled);

        Assert.Equal(["+a"], log.Lines);
        Assert.Contains("resourceVersion=11&", server.Watches[1].Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":null}\n")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":7,\"object\":{}}\n")]
    [InlineData("{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{}}}\n")]
    [InlineData("[]\n")]
    [InlineData("\n")]
    public async Task What_is_no_event_is_refused_and_the_watch_begins_anew(string line)
    {
        await using var server = await StartAsync([List("10", null)], [Watch(line), Hold(Event("ADDED", Item("a", "11")))]);
        var (informer, _, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => informer.Items.Count == 1, "the next watch counts", Cancelled);

        Assert.Single(server.Lists);
    }

    [Fact]
    public async Task An_event_that_is_too_large_ends_the_watch()
    {
        await using var server = await StartAsync([List("10", null)], [Hold(new string(' ', 300_000))]);
        var (informer, _, running) = Start(server, client: new KubernetesClientOptions { MaxObjectBytes = 100_000 });
        await using var _ = running;

        await Eventually.TrueAsync(() => server.Watches.Count >= 2, "it begins anew", Cancelled);

        Assert.True(informer.HasSynced);
    }

    [Fact]
    public async Task Events_of_an_unknown_kind_and_bookmarks_tell_nothing_and_count_as_signs_of_life()
    {
        var bookmark = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = "50" } };
        await using var server = await StartAsync([List("10", null)], [Watch(Event("NOVELTY", Item("x", "40")), Event("BOOKMARK", bookmark)), Hold()]);
        var (informer, log, running) = Start(server);
        await using var _ = running;

        await Eventually.TrueAsync(() => server.Watches.Count == 2, "it watches again", Cancelled);

        Assert.Empty(log.Lines);
        Assert.Contains("resourceVersion=50&", server.Watches[1].Query, StringComparison.Ordinal);
        Assert.NotNull(informer.HeardAt);
    }

    [Fact]
    public async Task An_event_that_comes_again_is_told_once()
    {
        var (added, changed) = (Event("ADDED", Item("a", "11")), Event("MODIFIED", Item("a", "12")));
        await using var server = await StartAsync([List("10", null)], [Watch(added, added, changed, changed), Hold(changed, Event("DELETED", Item("a", "13")), Event("DELETED", Item("a", "13")), Event("ADDED", Item("b", "14")))]);
        var (informer, log, running) = Start(server);
        await using var _ = running;

        // What is known is told a moment later.
        await Eventually.TrueAsync(() => log.Lines.Contains("+b"), "all is told", Cancelled);

        Assert.Equal(["+a", "~a", "-a", "+b"], log.Lines);
    }

    [Fact]
    public async Task A_handler_that_throws_stops_neither_the_informer_nor_the_other_handlers()
    {
        await using var server = await StartAsync([List("10", null, Item("a", "1"))], [Hold(Event("ADDED", Item("b", "11")))]);
        using var client = Some.Client(server.Url);
        var informer = Some.Informer<Namespace>(client, options: Quick);
        informer.Changed += _ => throw new InvalidOperationException("a bug");
        var log = ChangeLog.Of(informer);
        await using var running = new Running(informer.RunAsync);

        await Eventually.TrueAsync(() => log.Lines.Count == 2, "both are told", Cancelled);

        Assert.Equal(["+a", "+b"], log.Lines);
    }

    [Fact]
    public async Task What_is_not_kept_is_not_there()
    {
        await using var server = await StartAsync([List("10", null, Item("a", "1"))], [Hold(Event("ADDED", Item("b", "11")))]);
        using var client = Some.Client(server.Url);
        var informer = new Informer<Namespace>(client, ListScope.All, Quick, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)
        {
            Keep = item => item with { Metadata = item.Metadata with { Generation = 77 } },
        };
        await using var running = new Running(informer.RunAsync);

        await Eventually.TrueAsync(() => informer.Items.Count == 2, "both are known", Cancelled);

        Assert.All(informer.Items, item => Assert.Equal(77, item.Metadata.Generation));
    }

    private static (Informer<Namespace> Informer, ChangeLog Log, Running Running) Start(LyingServer server, InformerOptions? options = null, KubernetesClientOptions? client = null)
    {
        var informer = Some.Informer<Namespace>(Some.Client(server.Url, client), options: options ?? Quick);
        var log = ChangeLog.Of(informer);
        return (informer, log, new Running(informer.RunAsync));
    }
}
