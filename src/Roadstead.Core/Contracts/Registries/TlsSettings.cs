namespace Roadstead.Core.Contracts.Registries;

/// <summary>How a registry's certificate is checked.</summary>
/// <param name="CaCertificate">PEM of one or more CA certificates that are trusted besides the system's; null for none.</param>
/// <param name="SkipVerify">True trusts any certificate. For trials only.</param>
public sealed record TlsSettings(
    string? CaCertificate = null,
    bool? SkipVerify = null);
