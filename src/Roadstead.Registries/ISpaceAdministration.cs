namespace Roadstead.Registries;

/// <summary>
/// Capability <c>create-space</c>, <c>delete-space</c>, <c>set-visibility</c>, <c>set-quota</c>: the registry has spaces of its own, and Roadstead may change them.
/// Every call is idempotent as far as the product lets it be, and bounded; a failure of the outside world is a <see cref="RegistryException"/>.
/// </summary>
public interface ISpaceAdministration
{
    /// <summary>What a name must be like, in a sentence, when the registry would not take this one for a new space; null when it would. Nothing is sent for it.</summary>
    string? CheckName(string name);

    /// <summary>The space of this name; null only when the registry says that it is not there: a login that may not know gets <see cref="RegistryErrorCode.Denied"/>.</summary>
    Task<RemoteSpace?> FindSpaceAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes a space. <see cref="RegistryErrorCode.AlreadyExists"/> when the name is taken, <see cref="RegistryErrorCode.Invalid"/> when the registry does not take the name.</summary>
    /// <param name="name">Its name at the registry.</param>
    /// <param name="isPublic">True: everybody may pull from it.</param>
    /// <param name="quotaBytes">The most that it may hold; null for no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<RemoteSpace> CreateSpaceAsync(string name, bool isPublic, long? quotaBytes, CancellationToken cancellationToken);

    /// <summary>Removes a space; one that is gone already is fine. <see cref="RegistryErrorCode.Conflict"/> while it holds repositories.</summary>
    Task DeleteSpaceAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a space to everybody, or closes it. <see cref="RegistryErrorCode.NotFound"/> when it is not there.</summary>
    Task SetVisibilityAsync(string name, bool isPublic, CancellationToken cancellationToken);

    /// <summary>Limits what a space may hold; null for no limit. <see cref="RegistryErrorCode.NotFound"/> when it is not there.</summary>
    Task SetQuotaAsync(string name, long? quotaBytes, CancellationToken cancellationToken);
}
