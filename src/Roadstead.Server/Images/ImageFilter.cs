using System.ComponentModel;
using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Images;

/// <summary>What a list of images can be narrowed to.</summary>
public sealed record ImageFilter(
    [property: Description("A registry's name.")] string? Registry = null,
    [property: Description("A space's name or id.")] string? Space = null,
    [property: Description("Of the space; a workspace's own registry counts as private.")] Visibility? Visibility = null);
