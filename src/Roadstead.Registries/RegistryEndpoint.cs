using Roadstead.Registries.Distribution;

namespace Roadstead.Registries;

/// <summary>What is needed to talk to a registry.</summary>
/// <param name="Url">Its address: http or https, no user info, query or fragment.</param>
/// <param name="Credentials">The login; null for none.</param>
/// <param name="CaCertificate">PEM of CA certificates trusted besides the system's; null for none.</param>
/// <param name="SkipVerify">True trusts any certificate.</param>
/// <param name="Addresses">Which addresses may be connected to.</param>
/// <param name="TrustedRealm">The token realm that was pinned at integration; null: not yet pinned, and the realm must pass the rules for a first use.</param>
public sealed record RegistryEndpoint(
    Uri Url,
    RegistryCredentials? Credentials,
    string? CaCertificate,
    bool SkipVerify,
    AddressPolicy Addresses,
    Uri? TrustedRealm = null)
{
    /// <summary>True for a platform registry: where the product has administrators, the login must have their rights. False takes any login, with the capabilities that it has.</summary>
    public bool NeedsAdministration { get; init; }

    /// <summary>Where this process signs its own tokens for the registry (a registry that trusts Roadstead's token service): scopes in, token out. Null for all others.</summary>
    public Func<IReadOnlyList<string>, string>? OwnTokens { get; init; }
}
