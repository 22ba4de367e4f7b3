namespace Roadstead.Core.Contracts.Registries;

/// <summary>Body of <c>PATCH /registries/{r}</c>; null leaves a field as it is.</summary>
/// <param name="DisplayName">Free text.</param>
/// <param name="Url">A new address; needs the password again.</param>
/// <param name="ImageHosts">The whole list, in the forms in which it is given when a registry is integrated.</param>
/// <param name="Username">The login; empty for none.</param>
/// <param name="Password">Its password.</param>
/// <param name="Tls">TLS settings, both of them.</param>
/// <param name="Delivery">How namespaces get the right to pull.</param>
/// <param name="Exclusive">Platform admins only.</param>
/// <param name="TokenRealm">A new token service that the login may be sent to; needs the password again.</param>
public sealed record EditRegistry(
    string? DisplayName = null,
    string? Url = null,
    IReadOnlyList<string>? ImageHosts = null,
    string? Username = null,
    string? Password = null,
    TlsSettings? Tls = null,
    Delivery? Delivery = null,
    bool? Exclusive = null,
    string? TokenRealm = null);
