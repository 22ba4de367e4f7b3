using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>
/// Capability <c>repository-listing</c>: the registry tells of each repository when it changed, so that only those need be read again. Bounded; a failure of the
/// outside world is a <see cref="RegistryException"/>.
/// </summary>
public interface IRepositoryListing
{
    /// <summary>The repositories that changed at this moment or later, by the registry's own clock; each once, and in doubt one too many.</summary>
    /// <param name="since">Since when; null: all repositories.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<RemoteRepository> ListRepositoriesAsync(DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>One repository; null when it is not there.</summary>
    Task<RemoteRepository?> FindRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken);
}
