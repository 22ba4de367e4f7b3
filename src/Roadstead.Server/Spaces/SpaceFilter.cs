using System.ComponentModel;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Spaces;

/// <summary>What <c>GET /spaces</c> can be narrowed by.</summary>
public sealed record SpaceFilter(
    [property: Description("Name of a platform registry.")] string? Registry = null,
    [property: Description("Spaces that this workspace is bound to.")] string? Workspace = null,
    [property: Description("public or private.")] string? Visibility = null,
    [property: Description("true: only spaces with a binding; false: only those without.")] bool? Bound = null)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Problem? Check() => Visibility is null or "" or "public" or "private" ? null : Problem.ForField(ErrorCodes.ValidationFailed, "visibility", "visibility is public or private.");

    /// <summary>The visibility that is wanted; null for both.</summary>
    internal Visibility? Wanted => Visibility switch { "public" => Core.Contracts.Spaces.Visibility.Public, "private" => Core.Contracts.Spaces.Visibility.Private, _ => null };
}
