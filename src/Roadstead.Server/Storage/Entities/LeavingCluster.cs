namespace Roadstead.Server.Storage.Entities;

/// <summary>A cluster that was deleted here and in which something of ours may still be: kept until that is gone, or an admin forgets it.</summary>
public sealed class LeavingCluster
{
    /// <summary>The id that the cluster had.</summary>
    public Guid Id { get; set; }

    /// <summary>The name that it had. Another cluster may have it by now.</summary>
    public required string Name { get; set; }

    public required string Server { get; set; }

    /// <summary>As <see cref="Cluster.Uid"/>: connected again under any name, it is not left any more.</summary>
    public string? Uid { get; set; }

    public required byte[] KubeconfigCipher { get; set; }

    /// <summary>As <see cref="Cluster.AdmissionSecretCipher"/>: its API server asks until our webhooks are gone.</summary>
    public byte[]? AdmissionSecretCipher { get; set; }

    public DateTimeOffset LeftAt { get; set; }
}
