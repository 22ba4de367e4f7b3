using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Core.Contracts.Images;

/// <summary>An image of a list.</summary>
/// <param name="Image">The name to pull by, without tag.</param>
/// <param name="Registry">The registry's name.</param>
/// <param name="Space">The space's name; null in a workspace's own registry.</param>
/// <param name="Visibility">Of the space; private in a workspace's own registry.</param>
/// <param name="TagCount">How many tags.</param>
/// <param name="UpdatedAt">The newest tag's time, as far as known.</param>
/// <param name="RegistryStatus">The registry's health.</param>
public sealed record ImageView(
    string Image,
    string Registry,
    string? Space,
    Visibility Visibility,
    int TagCount,
    DateTimeOffset? UpdatedAt,
    RegistryStatus RegistryStatus);
