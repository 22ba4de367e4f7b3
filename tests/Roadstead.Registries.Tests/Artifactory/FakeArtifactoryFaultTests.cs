using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using Roadstead.Testing.Artifactory.Faults;
using Roadstead.Testing.Faults;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Answers that go wrong on demand.</summary>
public sealed class FakeArtifactoryFaultTests
{
    private const string List = "GET /api/repositories";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string> Answers => new()
    {
        { "html", 200, "Please sign in" },
        { "htmlError", 502, "HTTP Status 502" },
        { "empty", 200, "" },
        { "emptyJson", 200, "{}" },
        { "otherJson", 200, "hello" },
        { "brokenJson", 200, "{\"name\": " },
        { "status", 503, "\"status\":503" },
        { "tooMany", 429, "Too Many Requests" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_fault_answers_its_path_as_often_as_it_should_and_no_other(string name, int status, string says)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        artifactory.Faults.Add(Kind(name), List, times: 1);

        Assert.Equal(200, (await admin.GetAsync("/api/system/version")).Status);
        var broken = await admin.GetAsync("/api/repositories");
        Assert.Equal(status, broken.Status);
        Assert.Contains(says, broken.Text, StringComparison.Ordinal);
        Assert.Equal(name == "tooMany" ? "7" : null, broken.Header("Retry-After"));
        Assert.NotEqual(broken.Text, (await admin.GetAsync("/api/repositories")).Text);
        Assert.Equal(1, artifactory.Faults.Hits);
    }

    [Fact]
    public async Task Connections_are_cut_before_and_in_an_answer()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        foreach (var kind in new[] { FaultKind.Reset, FaultKind.Truncated })
        {
            using var fault = artifactory.Faults.Add(kind, request => request.Path.Value!.EndsWith("/storageinfo", StringComparison.Ordinal));
            await Assert.ThrowsAsync<HttpRequestException>(() => admin.GetAsync("/api/storageinfo"));
            Assert.Equal(200, (await admin.GetAsync("/api/repositories")).Status);
        }

        Assert.Equal(200, (await admin.GetAsync("/api/storageinfo")).Status);
        Assert.Equal([0, 0, 200], artifactory.Calls.Where(call => call.Template == "GET /api/storageinfo").Select(call => call.Status));
    }

    [Fact]
    public async Task An_answer_waits_for_a_clock_or_for_a_test()
    {
        var (time, released) = (new ManualTime(), new TaskCompletionSource());
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        artifactory.Faults.Add(FaultKind.Slow(TimeSpan.FromSeconds(5), time), List, times: 1);
        var slow = admin.GetAsync("/api/repositories");
        await Eventually.TrueAsync(() => time.Pending.Count == 1, "the answer waits", Cancel);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await slow).Status);

        artifactory.Faults.Add(FaultKind.Until(released.Task), List, times: 1);
        var waiting = admin.GetAsync("/api/repositories");
        await Eventually.TrueAsync(() => artifactory.Faults.Hits == 2, "the answer waits again", Cancel);
        Assert.False(waiting.IsCompleted);
        released.SetResult();
        Assert.Equal(200, (await waiting).Status);
    }

    private static FaultKind Kind(string name) => name switch
    {
        "html" => FaultKind.Html,
        "htmlError" => FaultKind.HtmlError(502),
        "empty" => FaultKind.Empty,
        "emptyJson" => FaultKind.EmptyJson,
        "otherJson" => FaultKind.OtherJson,
        "brokenJson" => FaultKind.BrokenJson,
        "status" => ArtifactoryFault.Status(503),
        _ => ArtifactoryFault.TooManyRequests(7),
    };
}
