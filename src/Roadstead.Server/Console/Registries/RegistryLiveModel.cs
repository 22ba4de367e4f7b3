using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>How a registry does right now: what an open page asks for again and again.</summary>
/// <param name="Level">Whose registry.</param>
/// <param name="Registry">The registry with its signals.</param>
/// <param name="Index">How fresh the index is.</param>
public sealed record RegistryLiveModel(RegistryLevel Level, RegistryView Registry, IndexView Index)
{
    /// <summary>True when this is sent alone, into a page whose title shows the status as well.</summary>
    public bool IsUpdate { get; init; }

    public DateTimeOffset? CheckedAt => Registry.Signals.Max(s => s.CheckedAt);
}
