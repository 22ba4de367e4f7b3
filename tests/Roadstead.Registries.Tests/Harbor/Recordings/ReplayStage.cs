using System.Globalization;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Everything that a set of recordings is replayed with: the fake of that version, what its webhooks go to, a scanner and a registry.</summary>
internal sealed class ReplayStage : IAsyncDisposable
{
    private readonly FakeHarbor harbor;
    private readonly Dictionary<string, RecordedExchange> exchanges;
    private DockerRegistryProcess? registry;

    private ReplayStage(string set, NameTable names, FakeHarbor harbor, WebhookListener listener, StandInScanner scanner)
    {
        (Set, Names, this.harbor, Listener, Scanner) = (set, names, harbor, listener, scanner);
        exchanges = RecordedExchange.Of(set).ToDictionary(exchange => exchange.Name);
        Images = new RecordedImages(set, names, Correspondence);
        Client = new ReplayClient(harbor.Url, harbor.Admin.Password, names, Correspondence, Images);
        foreach (var (port, url) in new[] { (17080, harbor.Url), (17280, harbor.Url), (17990, listener.Url), (17991, listener.Url), (17992, scanner.Url), (17993, scanner.Url) })
        {
            Correspondence.Set("address", $"127.0.0.1:{port}", url.Authority);
        }
    }

    public string Set { get; }

    public NameTable Names { get; }

    public Correspondence Correspondence { get; } = new();

    public RecordedImages Images { get; }

    public ReplayClient Client { get; }

    public WebhookListener Listener { get; }

    public StandInScanner Scanner { get; }

    /// <summary>How long an answer after a wrong password takes.</summary>
    public static TimeSpan WrongPasswordDelay { get; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Manifest of the arm64 image, once it was pushed.</summary>
    public string Arm64 { get; set; } = "";

    public static async Task<ReplayStage> StartAsync(string set, NameTable names) =>
        new(set, names, await FakeHarbor.StartAsync(Settings(set)), await WebhookListener.StartAsync(), await StandInScanner.StartAsync(names));

    // What Harbor does after seconds is done when the replay says so.
    private static FakeHarborSettings Settings(string set) => new()
    {
        Version = set == "v29" ? "2.9.5" : "2.15.2",
        WrongPasswordDelay = WrongPasswordDelay,
        HealthInterval = TimeSpan.FromDays(1),
        PullDelay = TimeSpan.FromDays(1),
        ExecutionDelay = TimeSpan.FromDays(1),
        Time = new FineTime(),
    };

    public RecordedExchange Recorded(string name) => exchanges[name];

    /// <summary>Starts the registry that is replicated from, with the image that was recorded.</summary>
    public async Task StartRegistryAsync(CancellationToken cancellationToken)
    {
        registry = await DockerRegistryProcess.StartAsync(cancellationToken: cancellationToken);
        Correspondence.Set("address", "127.0.0.1:17950", registry.Url.Authority);
        using var client = new ReplayClient(registry.Url, "", Names, Correspondence, Images);
        await client.PushAsync("src/img", "v1", Recorded("v2.proxy.pull").ResponseBody, cancellationToken, "none");
    }

    /// <summary>Moves the robot's end into the past, as the recorder did in the database.</summary>
    public Task ExpireRobotAsync(string name)
    {
        harbor.Robots.Single(robot => robot.Id.ToString(CultureInfo.InvariantCulture) == Client.Logins.RobotOf(Names.Rename(name))).ExpiresAt = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds();
        return Task.CompletedTask;
    }

    /// <summary>Lets the numbers and times of pulls be written, which Harbor does after some seconds.</summary>
    public Task FlushPullsAsync()
    {
        harbor.WritePulls();
        return Task.CompletedTask;
    }

    /// <summary>Lets executions say that they are over, which Harbor does after seconds.</summary>
    public void SettleExecutions() => harbor.SettleExecutions();

    /// <summary>Lets health be looked at, which Harbor does every ten seconds.</summary>
    public Task RefreshHealthAsync()
    {
        harbor.Components.Refresh();
        return Task.CompletedTask;
    }

    public void TakeJobServiceDown() => harbor.Components.TakeDown("jobservice", """failed to check health: Get "http://127.0.0.1:8088/api/v1/stats": dial tcp 127.0.0.1:8088: connect: connection refused""");

    /// <summary>With 2.9.5 the job service was seen to be back before the registry went down.</summary>
    public async Task TakeRegistryDownAsync()
    {
        harbor.Components.BringUp("jobservice");
        if (Set == "v29")
        {
            await RefreshHealthAsync();
        }

        harbor.Components.TakeDown("registry", """failed to check health: Get "http://127.0.0.1:5000/": dial tcp 127.0.0.1:5000: connect: connection refused""");
    }

    public void TakeCoreDown() => harbor.Components.TakeDown("core");

    public Task BringUpAsync()
    {
        harbor.Components.BringUp("core");
        harbor.Components.BringUp("registry");
        return RefreshHealthAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Scanner.DisposeAsync();
        await Listener.DisposeAsync();
        await harbor.DisposeAsync();
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }
}
