using System.ComponentModel;
using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Spaces;

/// <summary>What <c>GET /spaces</c> can be narrowed by.</summary>
public sealed record SpaceFilter(
    [property: Description("Name of a platform registry.")] string? Registry = null,
    [property: Description("Spaces that this workspace is bound to.")] string? Workspace = null,
    [property: Description("public or private.")] Visibility? Visibility = null,
    [property: Description("true: only spaces with a binding; false: only those without.")] bool? Bound = null);
