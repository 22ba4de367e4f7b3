using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>A registry at a glance.</summary>
/// <param name="Live">What changes by itself.</param>
/// <param name="Overview">Figures and quick start.</param>
public sealed record RegistryOverviewModel(RegistryLiveModel Live, OverviewView Overview)
{
    public RegistryLevel Level => Live.Level;

    public RegistryView Registry => Live.Registry;

    public RegistryLinks Links => Level.LinksOf(Registry.Name);

    /// <summary>The first spaces; none of a workspace's registry, where spaces play no part.</summary>
    public IReadOnlyList<SpaceView> Spaces { get; init; } = [];

    /// <summary>The first pull identities; null for somebody who may not see them.</summary>
    public Page<IdentityView>? Identities { get; init; }

    /// <summary>The workspaces that are bound; null of a workspace's registry, which is that one's alone.</summary>
    public BoundWorkspaces? Bound { get; init; }
}
