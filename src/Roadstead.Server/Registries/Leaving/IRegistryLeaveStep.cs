using Roadstead.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries.Leaving;

/// <summary>What a feature makes at registries, and removes when one is removed here. Register it, and it is called.</summary>
public interface IRegistryLeaveStep
{
    /// <summary>True when something of this feature may be at the registry. Asked in the change that removes it; false for all features forgets the login at once.</summary>
    Task<bool> IsNeededAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken);

    /// <summary>Removes all that this feature made there, and only that. Idempotent: called again after any failure. A failure of the registry is a <see cref="RegistryException"/>.</summary>
    /// <param name="registryId">The id that the registry had.</param>
    /// <param name="driver">A driver with its last login.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task LeaveAsync(Guid registryId, IRegistryDriver driver, CancellationToken cancellationToken);

    /// <summary>Edits the context: what is stored of the registry goes, for it is done, given up or forgotten.</summary>
    Task ForgetAsync(RoadsteadDb db, Guid registryId, CancellationToken cancellationToken);
}
