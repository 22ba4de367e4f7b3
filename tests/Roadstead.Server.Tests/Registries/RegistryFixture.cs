using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Real Docker Registries that tests share: an open one with an image, and one with a password.</summary>
public sealed class RegistryFixture : IAsyncLifetime
{
    public const string Username = "roadstead";

    /// <summary>Marked, and with characters that URLs and JSON write in another way, so that it is found wherever it leaks to.</summary>
    public const string Password = "MARKED+secret/§&=pass word";

    public DockerRegistryProcess Open { get; private set; } = null!;

    public DockerRegistryProcess Locked { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Open = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings(), TestContext.Current.CancellationToken);
        Locked = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = Username, Password = Password }, TestContext.Current.CancellationToken);
        using var open = new TestImages(Open.Url);
        await open.PushAsync("team-a/app", "1.0", cancellationToken: TestContext.Current.CancellationToken);
        using var locked = new TestImages(Locked.Url, Username, Password);
        await locked.PushAsync("team-b/app", "2.0", cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Open.DisposeAsync();
        await Locked.DisposeAsync();
    }
}
