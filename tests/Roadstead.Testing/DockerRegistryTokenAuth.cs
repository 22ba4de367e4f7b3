namespace Roadstead.Testing;

/// <summary>The <c>auth.token</c> section of a Docker Registry.</summary>
/// <param name="Realm">Address of the token service.</param>
/// <param name="Service">Name of the service, the token's audience.</param>
/// <param name="Issuer">The token's issuer.</param>
/// <param name="RootCertificatesPem">PEM of the certificates whose keys sign tokens.</param>
public sealed record DockerRegistryTokenAuth(string Realm, string Service, string Issuer, string RootCertificatesPem);
