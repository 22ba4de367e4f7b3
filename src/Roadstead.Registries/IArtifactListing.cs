using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>
/// Capability <c>artifact-listing</c>: the registry tells what a repository holds in a few calls, so that no manifest has to be read. Bounded; a failure of the
/// outside world is a <see cref="RegistryException"/>.
/// </summary>
public interface IArtifactListing
{
    /// <summary>
    /// The artifacts of a repository that the registry itself counts: untagged ones too, but neither children of an index nor what is attached to another artifact.
    /// Empty when it has none or is not there.
    /// </summary>
    Task<IReadOnlyList<RemoteArtifact>> ListArtifactsAsync(RepositoryName repository, CancellationToken cancellationToken);
}
