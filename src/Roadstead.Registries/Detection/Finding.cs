using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Detection;

/// <summary>A product that was recognised.</summary>
/// <param name="Type">Which of those that Roadstead integrates; null for another.</param>
/// <param name="Product">Its name for people.</param>
/// <param name="Version">Its version as far as it tells.</param>
/// <param name="Evidence">What showed it, for people.</param>
internal sealed record Finding(RegistryType? Type, string Product, string? Version, IReadOnlyList<string> Evidence)
{
    /// <summary>Below which path of the host its own API is; null where that is no question.</summary>
    public string? BasePath { get; init; }

    /// <summary>What to do about it, where that is not what is always to be done; null for that.</summary>
    public string? Remedy { get; init; }

    public Finding With(params ReadOnlySpan<string> evidence) => this with { Evidence = [.. Evidence, .. evidence] };
}
