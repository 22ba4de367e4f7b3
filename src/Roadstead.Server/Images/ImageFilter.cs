using System.ComponentModel;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Images;

/// <summary>What a list of images can be narrowed to.</summary>
public sealed record ImageFilter
{
    [Description("A registry's name.")]
    public string? Registry { get; init; }

    [Description("A space's name or id.")]
    public string? Space { get; init; }

    [Description("Of the space, public or private; a workspace's own registry counts as private.")]
    public string? Visibility { get; init; }

    [Description("Of the registry: platform, or workspace for the workspace's own.")]
    public string? Scope { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Problem? Check() => this switch
    {
        { Visibility: not (null or "" or "public" or "private") } => Problem.ForField(ErrorCodes.ValidationFailed, "visibility", "visibility is public or private."),
        { Scope: not (null or "" or "platform" or "workspace") } => Problem.ForField(ErrorCodes.ValidationFailed, "scope", "scope is platform or workspace."),
        _ => null,
    };

    /// <summary>True when a space of this visibility is wanted.</summary>
    internal bool Wants(Visibility visibility) => Visibility is not ("public" or "private") || Visibility == "public" == (visibility == Core.Contracts.Spaces.Visibility.Public);

    /// <summary>True when registries of this scope are wanted.</summary>
    internal bool WantsScope(bool isPlatform) => Scope is not ("platform" or "workspace") || Scope == "platform" == isPlatform;
}
