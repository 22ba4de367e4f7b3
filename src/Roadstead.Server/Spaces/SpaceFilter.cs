using System.ComponentModel;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Spaces;

/// <summary>What <c>GET /spaces</c> can be narrowed by.</summary>
public sealed record SpaceFilter
{
    [Description("Name of a platform registry.")]
    public string? Registry { get; init; }

    [Description("Spaces that this workspace is bound to.")]
    public string? Workspace { get; init; }

    [Description("public or private.")]
    public string? Visibility { get; init; }

    [Description("true: only spaces with a binding; false: only those without.")]
    public bool? Bound { get; init; }

    [Description("pending, failing or removing: only spaces with such a binding, as of a few seconds ago. For platform admins; nobody else's list is narrowed by it.")]
    public string? Bindings { get; init; }

    /// <summary>Only these, as the access map named them for somebody who may pull; searched by their registry's name as well. Null for all.</summary>
    internal IReadOnlyList<Guid>? Usable { get; init; }

    /// <summary>Only those of these registries, or with these ids; null for all.</summary>
    internal (IReadOnlyList<string> Registries, IReadOnlyList<Guid> Ids)? Among { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Problem? Check() => this switch
    {
        { Visibility: not (null or "" or "public" or "private") } => Problem.ForField(ErrorCodes.ValidationFailed, "visibility", "visibility is public or private."),
        { Bindings: not (null or "" or "pending" or "failing" or "removing") } => Problem.ForField(ErrorCodes.ValidationFailed, "bindings", "bindings is pending, failing or removing."),
        _ => null,
    };

    /// <summary>The state of which a binding is wanted; null for all spaces.</summary>
    internal DeliveryState? WantedBinding => Bindings switch { "pending" => DeliveryState.Pending, "failing" => DeliveryState.Failing, "removing" => DeliveryState.Removing, _ => null };

    /// <summary>The visibility that is wanted; null for both.</summary>
    internal Visibility? Wanted => Visibility switch { "public" => Core.Contracts.Spaces.Visibility.Public, "private" => Core.Contracts.Spaces.Visibility.Private, _ => null };
}
