using Roadstead.Core.Access;
using Roadstead.Registries;

namespace Roadstead.Server.Access;

/// <summary>What each workspace's accounts at one registry should be able to pull. For one publication.</summary>
internal sealed class NeededRights
{
    private readonly bool withPublic;
    private readonly Guid? owner;
    private readonly List<SpaceRow> spaces;
    private readonly Dictionary<SpaceRow, SpaceRow> holders = [];
    private readonly ILookup<Guid, SpaceRow> boundTo;

    /// <param name="withPublic">True where accounts are also what opens public spaces.</param>
    /// <param name="spaces">The registry's spaces that are in force.</param>
    /// <param name="bindings">Bindings, also those of other spaces.</param>
    public NeededRights(bool withPublic, IEnumerable<SpaceRow> spaces, ILookup<Guid, Guid> bindings)
    {
        this.withPublic = withPublic;
        this.spaces = [.. spaces.Where(IsOwnContent)];
        boundTo = this.spaces.SelectMany(space => bindings[space.Id].Select(workspace => (workspace, space))).ToLookup(one => one.workspace, one => one.space);
        var byPrefix = this.spaces.ToDictionary(space => space.Prefix, StringComparer.Ordinal);
        foreach (var space in this.spaces)
        {
            for (var end = space.Prefix.LastIndexOf('/'); end > 0; end = space.Prefix.LastIndexOf('/', end - 1))
            {
                if (!byPrefix.TryGetValue(space.Prefix[..end], out var holder))
                    continue;
                holders[space] = holder;
                break;
            }
        }
    }

    private NeededRights(Guid owner)
        : this(withPublic: true, [], Enumerable.Empty<Guid>().ToLookup(id => id)) => this.owner = owner;

    /// <summary>Those of a workspace's own registry: everything for that workspace, nothing for others. Spaces play no part.</summary>
    public static NeededRights OfOwn(Guid workspaceId) => new(workspaceId);

    /// <summary>Nothing where no account is needed.</summary>
    public PullRights Of(Guid workspaceId)
    {
        if (owner is not null)
            return owner == workspaceId ? PullRights.Whole : PullRights.None;
        var bound = boundTo[workspaceId];
        if (!withPublic)
            return bound.Any(space => !space.Public) ? PullRights.Of(bound.Select(space => space.Name)) : PullRights.None;
        var open = bound.Concat(spaces.Where(space => space.Public)).ToHashSet();

        // What lies in an open space and is none itself: by the longest prefix it is closed.
        return PullRights.Of(open.Select(space => space.Name), holders.Where(pair => !open.Contains(pair.Key) && open.Contains(pair.Value)).Select(pair => pair.Key.Name));
    }

    // What shows others' content is given with them: no right to it itself can be had.
    private static bool IsOwnContent(SpaceRow space) => space.Prefix.Length > 0 && space.Includes.IsEmpty;
}
