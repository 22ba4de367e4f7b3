using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Registries;

/// <summary>A server that the tests of a class share; each takes names and hosts of its own.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    public RoadsteadHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["Registries:ProbesPerMinute"] = "1000" });
        await Host.WorkspaceAsync("team");
        await Host.WorkspaceAsync("other");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
