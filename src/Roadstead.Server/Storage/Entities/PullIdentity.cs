namespace Roadstead.Server.Storage.Entities;

/// <summary>
/// An account at a registry by which the namespaces that a workspace holds in a cluster pull. Refers to nothing by a key: it outlives registry, workspace and cluster
/// until the account is gone there.
/// </summary>
public sealed class PullIdentity
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid RegistryId { get; set; }

    public Guid WorkspaceId { get; set; }

    public required string Cluster { get; set; }

    /// <summary>Counts renewals from 1.</summary>
    public int Generation { get; set; }

    /// <summary><c>roadstead-&lt;installation&gt;-&lt;hash&gt;-&lt;generation&gt;</c>.</summary>
    public required string Name { get; set; }

    /// <summary>Its id at the registry; null until it was made.</summary>
    public string? RemoteId { get; set; }

    /// <summary>The user name that it signs in with; null as above.</summary>
    public string? Login { get; set; }

    /// <summary>Its secret under <see cref="Secrets.SecretProtector"/>; null as above.</summary>
    public byte[]? SecretCipher { get; set; }

    public PullIdentityState State { get; set; }

    /// <summary>What it was last given at the registry, as <see cref="Roadstead.Registries.PullRights.ToRules"/> writes it: spaces, and with a leading <c>!</c> those inside them that it was not given.</summary>
    public List<string> Spaces { get; set; } = [];

    /// <summary>When it ends at the registry; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>True: a pull secret that carries this generation must be a new object, because nodes remember what the one before, of the same uid, once pulled.</summary>
    public bool NeedsNewSecret { get; set; }

    /// <summary>True: the older generations die as soon as every namespace holds this one, for a credential may have been copied.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>When the row was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the account was made at the registry; null until then.</summary>
    public DateTimeOffset? MadeAt { get; set; }

    /// <summary>When state or spaces changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
