using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Storage.Entities;

/// <summary>What should be; how the registry does is an observation and stands elsewhere.</summary>
public sealed class Registry : IRevisioned
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public required string DisplayName { get; set; }

    /// <summary>The workspace that integrated it; null for a platform registry.</summary>
    public Guid? WorkspaceId { get; set; }

    public RegistryType Type { get; set; }

    /// <summary>Absolute, http or https, without user information, query and fragment.</summary>
    public required string Url { get; set; }

    public string? Username { get; set; }

    /// <summary>The password under <see cref="Secrets.SecretProtector"/>; null for none.</summary>
    public byte[]? PasswordCipher { get; set; }

    /// <summary>What the registry sends with its events, under <see cref="Secrets.SecretProtector"/>; null for one that was never given any.</summary>
    public byte[]? EventSecretCipher { get; set; }

    /// <summary>PEM; null for none.</summary>
    public string? CaCertificate { get; set; }

    public bool SkipVerify { get; set; }

    public Delivery Delivery { get; set; }

    public RegistryOrigin Origin { get; set; }

    /// <summary>The token realm that the registry named when it was integrated: credentials go to no other.</summary>
    public string? TokenRealm { get; set; }

    /// <summary>The service name of its challenge.</summary>
    public string? TokenService { get; set; }

    /// <summary>The product's version, as far as it tells.</summary>
    public string? Version { get; set; }

    /// <summary>A workspace's claim on its hosts that a platform admin made exclusive.</summary>
    public bool Exclusive { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Revision { get; set; }

    public Workspace? Workspace { get; set; }

    public List<RegistryHost> Hosts { get; } = [];

    public List<Space> Spaces { get; } = [];
}
