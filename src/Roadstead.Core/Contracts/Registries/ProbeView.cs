namespace Roadstead.Core.Contracts.Registries;

/// <summary>What is at an address. Nothing is stored.</summary>
/// <param name="Type">The product; null when it is none that Roadstead integrates.</param>
/// <param name="Product">The product's name for people, also of those that Roadstead does not integrate.</param>
/// <param name="Version">Its version, as far as it tells.</param>
/// <param name="Evidence">What showed it.</param>
/// <param name="Signals">How each check went.</param>
/// <param name="Deliveries">The ways to deliver that would be possible, the best first.</param>
/// <param name="Url">The address of what was found, which is the one to integrate; that of what was given when nothing was found.</param>
/// <param name="UrlNote">Why it differs from what was given; null when it does not.</param>
public sealed record ProbeView(
    RegistryType? Type,
    string? Product,
    string? Version,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<SignalView> Signals,
    IReadOnlyList<Delivery> Deliveries,
    string? Url = null,
    string? UrlNote = null);
