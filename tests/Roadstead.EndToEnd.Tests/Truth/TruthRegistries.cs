using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Four real registries with the same images: one for each way of pulling.</summary>
internal sealed class TruthRegistries : IAsyncDisposable
{
    /// <summary>Of the token service's registry; no other has this name.</summary>
    public const string Service = "trusting";

    private readonly List<TempDirectory> directories = [];
    private readonly Dictionary<Via, DockerRegistryProcess> registries = [];

    public DockerRegistryProcess this[Via via] => registries[via];

    /// <summary>The login of the registry that Roadstead does not know.</summary>
    public static (string User, string Password) Elsewhere { get; } = ("elsewhere", "a login that Roadstead never sees");

    /// <summary>Starts them with these repositories, each with the tag 1.</summary>
    public static async Task<TruthRegistries> StartAsync(RoadsteadProcess server, IEnumerable<string> repositories, CancellationToken cancellationToken)
    {
        var registries = new TruthRegistries();
        try
        {
            await registries.StartAllAsync(server, repositories, cancellationToken);
            return registries;
        }
        catch
        {
            await registries.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var registry in registries.Values)
        {
            await registry.DisposeAsync();
        }

        directories.ForEach(directory => directory.Dispose());
    }

    // A registry that asks for tokens takes pushes only with one; so all are pushed once, to one that asks nobody, and its files are copied.
    private async Task StartAllAsync(RoadsteadProcess server, IEnumerable<string> repositories, CancellationToken cancellationToken)
    {
        var open = registries[Via.Open] = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { StorageDirectory = Storage() }, cancellationToken);
        using (var images = open.Images())
        {
            foreach (var repository in repositories)
            {
                await images.PushAsync(repository, "1", RunnableImage.Of(repository), cancellationToken);
            }
        }

        var certificate = await server.Anonymous.GetAsync("/token/certificate", cancellationToken);
        await CopyAsync(Via.Gateway, new DockerRegistrySettings { Username = "roadstead", Password = "the login of the registry" }, cancellationToken);
        await CopyAsync(Via.Unmanaged, new DockerRegistrySettings { Username = Elsewhere.User, Password = Elsewhere.Password }, cancellationToken);
        await CopyAsync(
            Via.TokenService,
            new DockerRegistrySettings { TokenAuth = new DockerRegistryTokenAuth($"{server.Url}token", Service, "roadstead", certificate.Text) },
            cancellationToken);
    }

    private async Task CopyAsync(Via via, DockerRegistrySettings settings, CancellationToken cancellationToken)
    {
        var storage = Storage();
        var copy = await ProgramRun.OfAsync("cp", "coreutils", ["--recursive", Path.Combine(registries[Via.Open].Settings.StorageDirectory!, "docker"), storage], cancellationToken);
        Assert.True(copy.ExitCode == 0, copy.Output);
        registries[via] = await DockerRegistryProcess.StartAsync(settings with { StorageDirectory = storage }, cancellationToken);
    }

    private string Storage()
    {
        var directory = new TempDirectory();
        directories.Add(directory);
        return directory.Path;
    }
}
