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
        Client = new ReplayClient(harbor.Url, harbor.AdminPassword, names, Correspondence, Images);
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
    public TimeSpan WrongPasswordDelay => harbor.WrongPasswordDelay;

    /// <summary>Manifest of the arm64 image, once it was pushed.</summary>
    public string Arm64 { get; set; } = "";

    public static async Task<ReplayStage> StartAsync(string set, NameTable names) =>
        new(set, names, await FakeHarbor.StartAsync(set == "v29" ? HarborVersion.V2_9 : HarborVersion.V2_15), await WebhookListener.StartAsync(), await StandInScanner.StartAsync(names));

    public RecordedExchange Recorded(string name) => exchanges[name];

    /// <summary>Starts the registry that is replicated from, with the image that was recorded.</summary>
    public async Task StartRegistryAsync(CancellationToken cancellationToken)
    {
        registry = await DockerRegistryProcess.StartAsync(cancellationToken: cancellationToken);
        Correspondence.Set("address", "127.0.0.1:17950", registry.Url.Authority);
        using var client = new ReplayClient(registry.Url, "", Names, Correspondence, Images);
        await client.PushAsync("src/img", "v1", Recorded("v2.proxy.pull").ResponseBody, cancellationToken, "none");
    }

    public Task ExpireRobotAsync(string name) => throw new NotImplementedException(name);

    public Task FlushPullsAsync() => throw new NotImplementedException();

    public Task RefreshHealthAsync() => throw new NotImplementedException();

    public void TakeJobServiceDown() => throw new NotImplementedException();

    public void TakeRegistryDown() => throw new NotImplementedException();

    public void TakeCoreDown() => throw new NotImplementedException();

    public Task BringUpAsync() => throw new NotImplementedException();

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
