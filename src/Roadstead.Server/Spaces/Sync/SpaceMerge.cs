using Roadstead.Core.Contracts.Spaces;
using Roadstead.Registries;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>
/// Brings together what should be, what was last seen at the registry, and what is there now: what differs from the last seen is the change, whichever side made it.
/// Only edits the row.
/// </summary>
internal static class SpaceMerge
{
    /// <summary>False when the registry now has another space under this name: somebody else's content.</summary>
    public static bool IsSame(Space space, RemoteSpace remote)
    {
        // Where the registry has no ids, one that was away cannot be told from another.
        if (space.Presence is SpacePresence.Gone && remote.Id is null) return false;
        return space.RemoteId == remote.Id && (space.RemoteCreatedAt is not { } made || remote.CreatedAt is not { } at || made == at);
    }

    /// <summary>True when <see cref="Apply"/> would change something.</summary>
    public static bool Changes(Space space, RemoteSpace remote) =>
        space.Presence is not SpacePresence.Present
        || space.Reason is SpaceReason.Unseen
        || space.RemoteVisibility != VisibilityOf(remote)
        || (TellsQuota(remote) && space.RemoteQuotaBytes != remote.QuotaBytes)
        || space.IsProxyCache != remote.IsProxyCache
        || !space.Includes.SequenceEqual(Names(remote.Includes))
        || !space.Aliases.SequenceEqual(Names(remote.Aliases))
        || (space.RemoteCreatedAt is null && remote.CreatedAt is not null);

    /// <param name="space">The row.</param>
    /// <param name="remote">The same space as the registry has it now.</param>
    /// <returns>True when the change closed it.</returns>
    public static bool Apply(Space space, RemoteSpace remote)
    {
        var (before, there) = (space.Visibility, VisibilityOf(remote));
        if (there is null)
        {
            // The registry has no mark: what is decided here is all there is.
        }
        else if (space.RemoteVisibility is not { } seen)
        {
            // Nothing tells who changed it: closed wins.
            if (there is Visibility.Private) space.Visibility = Visibility.Private;
        }
        else if (there != seen && space.Visibility == seen)
        {
            space.Visibility = there.Value; // changed there alone. Changed on both sides, there being only two values, it is the same change.
        }

        if (TellsQuota(remote))
        {
            // Changed on both sides, the limit that was set here stays wanted.
            if (remote.QuotaBytes != space.RemoteQuotaBytes && space.QuotaBytes == space.RemoteQuotaBytes) space.QuotaBytes = remote.QuotaBytes;
            space.RemoteQuotaBytes = remote.QuotaBytes;
        }

        space.RemoteVisibility = there;
        space.Presence = SpacePresence.Present;
        space.RemoteId = remote.Id;
        space.RemoteCreatedAt = remote.CreatedAt ?? space.RemoteCreatedAt;
        space.IsProxyCache = remote.IsProxyCache;
        if (!space.Includes.SequenceEqual(Names(remote.Includes))) space.Includes = Names(remote.Includes);
        if (!space.Aliases.SequenceEqual(Names(remote.Aliases))) space.Aliases = Names(remote.Aliases);
        return before is Visibility.Public && space.Visibility is Visibility.Private;
    }

    /// <summary>A space that the registry has and Roadstead does not know.</summary>
    public static Space Take(Guid registryId, RemoteSpace remote, DateTimeOffset now)
    {
        var space = new Space { RegistryId = registryId, Name = remote.Name, Prefix = remote.Name, Visibility = VisibilityOf(remote) ?? Visibility.Private, CreatedAt = remote.CreatedAt ?? now };
        Apply(space, remote);
        Report(space, remote);
        return space;
    }

    /// <summary>True when <see cref="Report"/> would change something.</summary>
    public static bool Reports(Space space, RemoteSpace remote) =>
        space.Usage is { } usage ? usage.UsedBytes != remote.UsedBytes || usage.Repositories != remote.Repositories : remote.UsedBytes is not null || remote.Repositories is not null;

    /// <summary>Notes what it holds.</summary>
    public static void Report(Space space, RemoteSpace remote)
    {
        if (!Reports(space, remote)) return;
        space.Usage ??= new SpaceUsage { SpaceId = space.Id };
        (space.Usage.UsedBytes, space.Usage.Repositories) = (remote.UsedBytes, remote.Repositories);
    }

    /// <summary>True where none means no limit: a registry that tells this login no quota tells it no use of it either.</summary>
    public static bool TellsQuota(RemoteSpace remote) => remote.UsedBytes is not null;

    private static Visibility? VisibilityOf(RemoteSpace remote) => remote.Public switch { true => Visibility.Public, false => Visibility.Private, null => null };

    // In whichever order the registry tells them, they say the same.
    private static List<string> Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
