using Roadstead.Core.Contracts.ManagedHarbors;

namespace Roadstead.Server.Storage.Entities;

/// <summary>
/// A Harbor in a connected cluster: one that Roadstead makes, with what was asked for; or one that was found, with what was last seen of it. How it does is an
/// observation and stands elsewhere.
/// </summary>
public sealed class ManagedHarbor : IRevisioned
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Cluster { get; set; }

    public required string Namespace { get; set; }

    /// <summary>The name of the HarborCluster, or of the Helm release.</summary>
    public required string Name { get; set; }

    public HarborSource Source { get; set; }

    /// <summary>True when this Roadstead made it. Nothing that stands in the cluster can make this true.</summary>
    public bool Made { get; set; }

    /// <summary>The uid of the object that it is; null until that is known.</summary>
    public string? Uid { get; set; }

    /// <summary>What was asked for (<see cref="HarborSettings"/>), as JSON; null for one that was found.</summary>
    public string? Settings { get; set; }

    /// <summary>Its passwords, as JSON under <see cref="Secrets.SecretProtector"/>; null while none is known.</summary>
    public byte[]? SecretsCipher { get; set; }

    /// <summary>Counts the passwords that were given here. One of a lower number in the cluster is older; one that differs under the same number was put there by somebody else, and is followed.</summary>
    public int PasswordGeneration { get; set; }

    /// <summary>As asked for, or as last seen.</summary>
    public string? ExternalUrl { get; set; }

    /// <summary>As asked for, or as last seen.</summary>
    public string? Version { get; set; }

    public HarborIntegrationChoice Choice { get; set; }

    /// <summary>When an admin last asked for its integration.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>The platform registry that it is. No foreign key: that the registry is gone is how it is known that an admin removed it.</summary>
    public Guid? RegistryId { get; set; }

    /// <summary>
    /// The id of the registry that is made for it, noted before that is made. That one alone is edited and removed from here: an instance decides only about what was made
    /// from it, whatever address it claims to have.
    /// </summary>
    public Guid? OwnRegistryId { get; set; }

    /// <summary>The address that its registry was last given from here; only what differs from it is a move.</summary>
    public string? FollowedUrl { get; set; }

    /// <summary>It is to go.</summary>
    public bool Deleting { get; set; }

    /// <summary>Its volume goes with it.</summary>
    public bool DeleteStorage { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Revision { get; set; }
}
