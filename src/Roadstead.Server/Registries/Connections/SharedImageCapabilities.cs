using Roadstead.Core.References;
using Roadstead.Registries;

namespace Roadstead.Server.Registries.Connections;

/// <summary>What can be done with the images of a registry that many use at once: each call counts as a use of its driver, and none sends a login that was refused.</summary>
internal sealed class SharedImageCapabilities(SharedDriver driver, IRegistryDriver inner) : IImageDeletion, IImageScanning
{
    private IImageDeletion Deletion => inner.As<IImageDeletion>()!;

    private IImageScanning Scanning => inner.As<IImageScanning>()!;

    public Task DeleteArtifactAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Deletion.DeleteArtifactAsync(repository, digest, cancellationToken));

    public Task DeleteTagAsync(RepositoryName repository, string tag, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Deletion.DeleteTagAsync(repository, tag, cancellationToken));

    public Task DeleteRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Deletion.DeleteRepositoryAsync(repository, cancellationToken));

    public Task<bool> StartScanAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Scanning.StartScanAsync(repository, digest, cancellationToken));

    public Task<ImageScan?> FindScanAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Scanning.FindScanAsync(repository, digest, cancellationToken));
}
