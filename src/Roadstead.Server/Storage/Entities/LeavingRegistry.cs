using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Storage.Entities;

/// <summary>A registry that was removed here and in which something of ours may still be: its login is kept until that is gone, or an admin forgets it.</summary>
public sealed class LeavingRegistry
{
    /// <summary>The id that the registry had.</summary>
    public Guid Id { get; set; }

    /// <summary>The name that it had. Another registry may have it by now.</summary>
    public required string Name { get; set; }

    /// <summary>The workspace that had integrated it; null for a platform registry. Its address is bound by the same rules as before.</summary>
    public Guid? WorkspaceId { get; set; }

    public RegistryType Type { get; set; }

    public required string Url { get; set; }

    public string? Username { get; set; }

    public byte[]? PasswordCipher { get; set; }

    public string? CaCertificate { get; set; }

    public bool SkipVerify { get; set; }

    public string? TokenRealm { get; set; }

    public string? TokenService { get; set; }

    public DateTimeOffset LeftAt { get; set; }
}
