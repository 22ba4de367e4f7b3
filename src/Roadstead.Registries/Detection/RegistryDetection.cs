namespace Roadstead.Registries.Detection;

/// <summary>What was found at an address, by questions without credentials.</summary>
/// <param name="Url">The address of what was found: scheme, host and port, and for Artifactory the path of its API. Where nothing was found, that of what was given.</param>
/// <param name="UrlNote">Why it differs from what was given, for people; null when it does not, and when nothing was found.</param>
/// <param name="Identity">What it is; null when it did not answer.</param>
/// <param name="Signals">Reachable, TLS and product; the others are not checked.</param>
public sealed record RegistryDetection(Uri Url, string? UrlNote, RegistryIdentity? Identity, IReadOnlyList<RegistrySignal> Signals);
