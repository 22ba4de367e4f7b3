using System.Diagnostics.CodeAnalysis;
using Roadstead.Core.Access.Internal;

namespace Roadstead.Core.Access;

/// <summary>
/// What one asker may pull from the integrated registries, for lists: it says of each (registry, path) what <see cref="AccessMap.Decide"/> says of the name
/// that members pull it by. Immutable, cheap to make, safe for any number of threads.
/// </summary>
public sealed class VisibleSet
{
    private readonly AccessMap map;
    private readonly WorkspaceNode? workspace;
    private readonly bool all;

    internal VisibleSet(AccessMap map, WorkspaceNode? workspace, bool all)
    {
        this.map = map;
        this.workspace = workspace;
        this.all = all;
    }

    /// <summary>Which publication of the map this is taken from.</summary>
    public long MapVersion => map.Version;

    /// <summary>May the repository at <paramref name="path"/> within the registry be seen? Allocates nothing.</summary>
    public bool Allows(Guid registryId, ReadOnlySpan<char> path) =>
        map.Registries.TryGetValue(registryId, out var registry)
        && (all || (MayName(registry) && IsOpen(registry, path)));

    /// <summary>The facts of a repository that may be seen; false when it may not.</summary>
    /// <param name="registryId">The registry.</param>
    /// <param name="path">The path within it.</param>
    /// <param name="registry">The registry's facts.</param>
    /// <param name="space">The space; null where spaces play no part.</param>
    public bool TryLocate(Guid registryId, ReadOnlySpan<char> path, [NotNullWhen(true)] out RegistryFact? registry, out SpaceFact? space)
    {
        registry = null;
        space = null;
        if (!Allows(registryId, path))
            return false;
        var node = map.Registries[registryId];
        registry = node.Fact;
        space = node.Spaces.Find(path)?.Fact;
        return true;
    }

    /// <summary>The registries of which something may be seen, if anything is there.</summary>
    public IEnumerable<RegistryFact> Registries => map.Registries.Values
        .Where(registry => all || (MayName(registry) && (registry.Workspace is not null || registry.Spaces.Parts.Any(part => IsOpen(registry, part)))))
        .Select(registry => registry.Fact);

    /// <summary>The visible parts, for range scans; they do not overlap. Whoever scans by them still asks <see cref="Allows"/> for rows whose path may be no valid name.</summary>
    public IEnumerable<VisiblePrefix> Prefixes()
    {
        foreach (var registry in map.Registries.Values)
        {
            if (all || (registry.Workspace is not null && MayName(registry)))
            {
                yield return new VisiblePrefix(registry.Fact, null, "", []);
                continue;
            }

            if (!MayName(registry))
                continue;
            foreach (var part in registry.Spaces.Parts)
            {
                if (IsOpen(registry, part))
                    yield return new VisiblePrefix(registry.Fact, part.Space.Fact, part.Prefix, part.Nested);
            }
        }
    }

    private bool MayName(RegistryNode registry) => registry.HasNames && (registry.Workspace is null || registry.Workspace == workspace);

    private bool IsOpen(RegistryNode registry, ReadOnlySpan<char> path) =>
        registry.IsNamedAt(path) && (registry.Workspace is not null || registry.Spaces.Decide(path, workspace).IsOpen);

    private bool IsOpen(RegistryNode registry, SpacePart part) =>
        part.Space.IsOpenTo(workspace) && (part.Space.Including.Length == 0 || registry.Spaces.Decide(part.Prefix, workspace).IsOpen);
}
