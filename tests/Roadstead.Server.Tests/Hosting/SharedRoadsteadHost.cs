namespace Roadstead.Server.Tests.Hosting;

/// <summary>One server for the tests of a class, which make objects under names of their own.</summary>
public sealed class SharedRoadsteadHost : IAsyncLifetime
{
    private RoadsteadHost? host;

    public RoadsteadHost Host => host ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => host = await RoadsteadHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
    }
}
