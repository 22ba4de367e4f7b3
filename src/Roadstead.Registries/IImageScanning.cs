using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>Capability <c>scan</c>: the registry looks for known vulnerabilities in what it holds. Bounded; a failure of the outside world is a <see cref="RegistryException"/>.</summary>
public interface IImageScanning
{
    /// <summary>
    /// Asks for a scan; it runs on at the registry. <see cref="RegistryErrorCode.NotFound"/> when the artifact is not there, <see cref="RegistryErrorCode.Unsupported"/> when the registry has
    /// no scanner or none for what it is.
    /// </summary>
    /// <returns>False when one waits or runs already.</returns>
    Task<bool> StartScanAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken);

    /// <summary>The last scan of an artifact; null when it was never scanned, or is not there.</summary>
    Task<ImageScan?> FindScanAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken);
}
