using System.ComponentModel;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Images;

/// <summary>What a list of images can be narrowed to.</summary>
public sealed record ImageFilter(
    [property: Description("A registry's name.")] string? Registry = null,
    [property: Description("A space's name or id.")] string? Space = null,
    [property: Description("Of the space, public or private; a workspace's own registry counts as private.")] string? Visibility = null)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Problem? Check() => Visibility is null or "" or "public" or "private" ? null : Problem.ForField(ErrorCodes.ValidationFailed, "visibility", "visibility is public or private.");

    /// <summary>True when a space of this visibility is wanted.</summary>
    internal bool Wants(Visibility visibility) => Visibility is not ("public" or "private") || Visibility == "public" == (visibility == Core.Contracts.Spaces.Visibility.Public);
}
