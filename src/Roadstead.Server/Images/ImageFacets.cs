namespace Roadstead.Server.Images;

/// <summary>What a list of images can be narrowed to, as far as the asker may see; each list by name.</summary>
public sealed record ImageFacets(IReadOnlyList<RegistryFacet> Registries, IReadOnlyList<SpaceFacet> Spaces)
{
    internal IReadOnlyList<Guid> SpaceIds => [.. Spaces.Select(space => space.Id)];
}
