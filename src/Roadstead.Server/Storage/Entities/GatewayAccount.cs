namespace Roadstead.Server.Storage.Entities;

/// <summary>The account of a namespace at Roadstead's own gateway and token service.</summary>
public sealed class GatewayAccount
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Cluster { get; set; }

    public required string Namespace { get; set; }

    public Guid WorkspaceId { get; set; }

    /// <summary><c>ns-&lt;installation&gt;-&lt;hash&gt;-&lt;generation&gt;</c>.</summary>
    public required string Account { get; set; }

    /// <summary>SHA-256 of the secret, for checking it.</summary>
    public required byte[] SecretHash { get; set; }

    /// <summary>The secret itself, to hand it out again.</summary>
    public required byte[] SecretCipher { get; set; }

    /// <summary>Counts renewals from 1. While a renewal overlaps, a namespace has two: the older one goes when its pull secret holds the newer.</summary>
    public int Generation { get; set; }

    /// <summary>True: the pull secret that carries this generation must be a new object, because nodes remember what the one before, of the same uid, once pulled.</summary>
    public bool NeedsNewSecret { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
