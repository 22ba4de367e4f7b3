using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Images;

/// <summary>Where an image is.</summary>
/// <param name="Image">The name to pull by, without tag.</param>
/// <param name="Path">The path within the registry.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Space">The space; null in a workspace's own registry.</param>
/// <param name="Visibility">The space's; a workspace's own registry counts as private.</param>
public sealed record ImagePlace(string Image, string Path, RegistryFacet Registry, string? Space, Visibility Visibility)
{
    /// <summary>The registry's id.</summary>
    internal Guid RegistryId { get; init; }
}
