using System.Linq.Expressions;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Server.Storage.Entities;

/// <summary>
/// What should be of a space. Where the registry has spaces of its own, also what was last seen there: of a value that differs from both, the one that
/// differs from what was last seen is the change.
/// </summary>
public sealed class Space : IRevisioned
{
    /// <summary>Spaces that decide about images: where the registry has spaces of its own, what is under a name is a space's only while that space is there and stays.</summary>
    public static readonly Expression<Func<Space, bool>> IsInForce = space => !space.Removing && (space.Presence == null || space.Presence == SpacePresence.Present);

    /// <summary>Spaces that everybody may pull from: where the registry has spaces of its own and a mark for it, when the registry has opened them.</summary>
    public static readonly Expression<Func<Space, bool>> IsOpen = space => space.Visibility == Visibility.Public && !space.Removing
        && (space.Presence == null || (space.Presence == SpacePresence.Present && space.RemoteVisibility != Visibility.Private));

    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid RegistryId { get; set; }

    /// <summary><c>*</c> for the root.</summary>
    public required string Name { get; set; }

    /// <summary>Whole path segments within the registry; empty for the root.</summary>
    public required string Prefix { get; set; }

    /// <summary>As it should be.</summary>
    public Visibility Visibility { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null where spaces are only Roadstead's.</summary>
    public SpacePresence? Presence { get; set; }

    /// <summary>True: it should go from the registry. Nobody may pull from it any more.</summary>
    public bool Removing { get; set; }

    /// <summary>Its id at the registry; null before it is there, and where the registry has none.</summary>
    public string? RemoteId { get; set; }

    /// <summary>When it was made at the registry. With the id it tells a space from a later one, also when the registry itself was made anew and counts its ids from the beginning.</summary>
    public DateTimeOffset? RemoteCreatedAt { get; set; }

    /// <summary>As last seen at the registry, or made so there; null before, and where the registry has no such mark, so that Roadstead alone decides.</summary>
    public Visibility? RemoteVisibility { get; set; }

    /// <summary>In bytes, as it should be; null for no limit.</summary>
    public long? QuotaBytes { get; set; }

    /// <summary>As last seen at the registry; null for no limit.</summary>
    public long? RemoteQuotaBytes { get; set; }

    /// <summary>True for a cache of another registry.</summary>
    public bool IsProxyCache { get; set; }

    /// <summary>Names of the registry's spaces whose content it shows as its own, sorted.</summary>
    public List<string> Includes { get; set; } = [];

    /// <summary>Further names under which the registry serves the same, sorted.</summary>
    public List<string> Aliases { get; set; } = [];

    /// <summary>When it was last asked for at the registry, which had no space of its name then: one that was made there just after that is this one.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    /// <summary>How far the registry is.</summary>
    public DeliveryState State { get; set; } = DeliveryState.Ready;

    /// <summary>A code; null when there is nothing to tell.</summary>
    public string? Reason { get; set; }

    public string? Message { get; set; }

    /// <summary>Since when it is in this state; null: since it was made.</summary>
    public DateTimeOffset? StateChangedAt { get; set; }

    /// <summary>True where the registry has the space and no mark of who may pull from it.</summary>
    public bool IsMarkedHereOnly => Presence is SpacePresence.Present && RemoteVisibility is null;

    public long Revision { get; set; }

    public Registry? Registry { get; set; }

    public SpaceUsage? Usage { get; set; }

    public List<Binding> Bindings { get; } = [];
}
