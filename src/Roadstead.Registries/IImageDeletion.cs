using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>
/// Capability <c>delete</c>: what the registry holds can be removed. What is gone already is fine. <see cref="RegistryErrorCode.Conflict"/> where a rule of the registry keeps it:
/// an immutable tag, a child of an index. Bounded; a failure of the outside world is a <see cref="RegistryException"/>.
/// </summary>
public interface IImageDeletion
{
    /// <summary>Removes an artifact with all its tags and what is attached to it.</summary>
    Task DeleteArtifactAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken);

    /// <summary>Removes a tag; what it named stays.</summary>
    Task DeleteTagAsync(RepositoryName repository, string tag, CancellationToken cancellationToken);

    /// <summary>Removes a repository with all that it holds.</summary>
    Task DeleteRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken);
}
