namespace Roadstead.Core.Contracts.Registries;

/// <summary>Body of <c>POST /registries</c> and <c>POST /registries/probe</c>.</summary>
/// <param name="Name">1-63 of a-z 0-9 '-', not at the ends; not <c>w</c>.</param>
/// <param name="Type">The product.</param>
/// <param name="Url">http or https; https is assumed without a scheme. A probe also takes the address of a page, an image's name or a pull command, and says which address to integrate.</param>
/// <param name="DisplayName">Free text; null: the name.</param>
/// <param name="ImageHosts">Further hosts (host[:port]) by which images of this registry are named. Of an Artifactory also <c>*.art.example.com</c>, where the first label is the key of the repository, and <c>art.example.com:5001=docker-local</c>, a host of one repository.</param>
/// <param name="Username">The login; null for none.</param>
/// <param name="Password">Its password or token.</param>
/// <param name="Tls">TLS settings.</param>
/// <param name="Delivery">How namespaces get the right to pull; null: the best that the registry can do.</param>
/// <param name="Exclusive">Platform admins only, for a workspace's registry: other workspaces may not use this host.</param>
/// <param name="TokenRealm">The token service that the login may be sent to, where it is neither the registry's own host nor of the same domain; null: none besides these.</param>
public sealed record IntegrateRegistry(
    string? Name,
    RegistryType? Type,
    string? Url,
    string? DisplayName = null,
    IReadOnlyList<string>? ImageHosts = null,
    string? Username = null,
    string? Password = null,
    TlsSettings? Tls = null,
    Delivery? Delivery = null,
    bool? Exclusive = null,
    string? TokenRealm = null);
