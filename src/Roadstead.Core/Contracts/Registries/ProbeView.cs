namespace Roadstead.Core.Contracts.Registries;

/// <summary>What is at an address. Nothing is stored.</summary>
/// <param name="Type">The product; null when it is none that Roadstead integrates.</param>
/// <param name="Product">The product's name for people, also of those that Roadstead does not integrate.</param>
/// <param name="Version">Its version, as far as it tells.</param>
/// <param name="Evidence">What showed it.</param>
/// <param name="Signals">How each check went.</param>
/// <param name="Deliveries">The ways to deliver that would be possible, the best first.</param>
public sealed record ProbeView(
    RegistryType? Type,
    string? Product,
    string? Version,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<SignalView> Signals,
    IReadOnlyList<Delivery> Deliveries);
