namespace Roadstead.Core.Contracts.Registries;

/// <summary>A registry. Never holds its password.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="DisplayName">The name for people.</param>
/// <param name="Scope">Platform or workspace.</param>
/// <param name="Workspace">The workspace; null for the platform's.</param>
/// <param name="Type">The product.</param>
/// <param name="Url">Its address.</param>
/// <param name="ImageHosts">Every host by which its images are named: the declared ones as given, the address's own, then aliases. Members pull by the one that stands for the repository, else by <c>*.host</c>, else by the first that stands for the whole registry.</param>
/// <param name="Username">The login; null for none.</param>
/// <param name="Tls">TLS settings.</param>
/// <param name="Origin">How it came about.</param>
/// <param name="Status">Health in one word.</param>
/// <param name="Signals">Health, signal by signal.</param>
/// <param name="Version">The product's version, as far as it tells.</param>
/// <param name="Capabilities">What it can do: names of capabilities.</param>
/// <param name="Delivery">How namespaces get the right to pull.</param>
/// <param name="Exclusive">True: the host is this workspace's alone.</param>
/// <param name="CreatedAt">When it was integrated.</param>
public sealed record RegistryView(
    Guid Id,
    string Name,
    string DisplayName,
    RegistryScope Scope,
    string? Workspace,
    RegistryType Type,
    string Url,
    IReadOnlyList<string> ImageHosts,
    string? Username,
    TlsSettings Tls,
    RegistryOrigin Origin,
    RegistryStatus Status,
    IReadOnlyList<SignalView> Signals,
    string? Version,
    IReadOnlyList<string> Capabilities,
    Delivery Delivery,
    bool Exclusive,
    DateTimeOffset CreatedAt);
