using System.Diagnostics.CodeAnalysis;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Images.Search;

/// <summary>Of which repositories a list may tell: those that the visible set allows, narrowed by the filter. The set decides; nothing here does.</summary>
/// <param name="set">What the asker may see.</param>
/// <param name="only">One registry alone; null for all.</param>
/// <param name="filter">What the list is narrowed to.</param>
internal sealed class ImageScope(VisibleSet set, Guid? only, ImageFilter filter)
{
    public IEnumerable<RegistryFact> Registries => set.Registries.Where(Wants);

    /// <summary>The parts to look in. More may be in them than <see cref="TryLocate"/> lets through, never less.</summary>
    public IEnumerable<VisiblePrefix> Prefixes => set.Prefixes().Where(prefix => Wants(prefix.Registry) && (prefix.Space is null || Wants(prefix.Space)));

    /// <summary>The facts of a repository that the list may tell of; false for all others.</summary>
    public bool TryLocate(Guid registryId, string path, [NotNullWhen(true)] out RegistryFact? registry, out SpaceFact? space) =>
        set.TryLocate(registryId, path, out registry, out space) && Wants(registry) && Wants(space);

    private bool Wants(RegistryFact registry) =>
        (only is null || registry.Id == only) && filter.WantsScope(registry.IsPlatform) && (filter.Registry is null || string.Equals(registry.Name, filter.Registry, StringComparison.OrdinalIgnoreCase));

    private bool Wants(SpaceFact? space) =>
        (filter.Space is null || (space is not null && (space.Name == filter.Space || (Guid.TryParse(filter.Space, out var id) && space.Id == id))))
        && filter.Wants(VisibilityOf(space));

    public static Visibility VisibilityOf(SpaceFact? space) => space is { Public: true } ? Visibility.Public : Visibility.Private;
}
