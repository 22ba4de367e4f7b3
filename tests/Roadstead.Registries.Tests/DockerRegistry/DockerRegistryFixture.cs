using Roadstead.Testing;

namespace Roadstead.Registries.Tests.DockerRegistry;

/// <summary>A real docker-registry, open or with a password.</summary>
public abstract class DockerRegistryFixture(DockerRegistrySettings settings) : IRegistryUnderTest, IAsyncLifetime
{
    private DockerRegistryProcess? process;
    private TestImages? images;

    public string Prefix => "";

    public DockerRegistryProcess Process => process ?? throw new InvalidOperationException("Not started.");

    public TestImages Images => images ?? throw new InvalidOperationException("Not started.");

    public Uri DeadUrl { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public async ValueTask InitializeAsync()
    {
        process = await DockerRegistryProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        images = process.Images();
    }

    public IRegistryDriver CreateDriver(Uri? url = null) =>
        Some.Driver(Some.Endpoint(url ?? Process.Url, settings.Username is null ? null : new RegistryCredentials(settings.Username, settings.Password!)));

    public async ValueTask DisposeAsync()
    {
        images?.Dispose();
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
