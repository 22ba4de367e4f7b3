using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Console.Dashboard;

/// <summary>How the platform's registries do right now: what an open dashboard asks for again and again.</summary>
/// <param name="Items">The registries to show, those that fail first.</param>
/// <param name="Total">How many there are.</param>
public sealed record HealthModel(IReadOnlyList<RegistryView> Items, int Total);
