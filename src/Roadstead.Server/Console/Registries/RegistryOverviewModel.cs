using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>A registry at a glance.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Overview">Figures and quick start.</param>
/// <param name="MayChange">True: edit, check and unbind are shown.</param>
public sealed record RegistryOverviewModel(RegistryView Registry, OverviewView Overview, bool MayChange)
{
    public RegistryLinks Links => new(Registry.Name, Registry.Workspace);

    public DateTimeOffset? CheckedAt => Registry.Signals.Max(s => s.CheckedAt);
}
