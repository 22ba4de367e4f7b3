using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.ManagedHarbors;

/// <summary>What is stored of a Harbor in a cluster, read at one moment.</summary>
/// <param name="Harbor">The row.</param>
/// <param name="FoundAreIntegrated">Whether the admin of its cluster wants Harbors integrated that Roadstead did not make.</param>
/// <param name="Registry">The registry that it is; null when it is none, or none any more.</param>
internal sealed record HarborRow(ManagedHarbor Harbor, bool FoundAreIntegrated, Registry? Registry)
{
    /// <summary>True when the registry was made from it, so that it follows it and goes with it.</summary>
    public bool OwnsRegistry => Registry is not null && Registry.Id == Harbor.OwnRegistryId;

    /// <summary>Whether its secrets may be read and it may be integrated.</summary>
    public bool MayIntegrate => Harbor.Choice switch
    {
        HarborIntegrationChoice.Asked => true,
        HarborIntegrationChoice.Declined => false,
        _ => Harbor.Made || FoundAreIntegrated,
    };
}
