using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Registries;

/// <summary>A server that tests of Harbors share. Its limits are those of production: a wrong login takes Harbor a while.</summary>
public sealed class HarborHostFixture : IAsyncLifetime
{
    public RoadsteadHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["Registries:ProbesPerMinute"] = "1000" });
        await Host.WorkspaceAsync("team");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
