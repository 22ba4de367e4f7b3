using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Registries;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>How far a registry is with a space, from what should be and what was last seen. Only edits the row.</summary>
internal static class SpaceStates
{
    /// <summary>True where something is still to be done at the registry.</summary>
    public static bool HasWork(Space space) =>
        space.Removing || space.Presence is SpacePresence.Wanted || (space.Presence is SpacePresence.Present && (VisibilityDiffers(space) || space.QuotaBytes != space.RemoteQuotaBytes));

    /// <summary>True where the registry is to open or close it.</summary>
    public static bool VisibilityDiffers(Space space) => space.RemoteVisibility is { } there && there != space.Visibility;

    /// <summary>After a change here or there: what it says next. A refusal stands until what was refused is no longer wanted, or is tried anew.</summary>
    public static void Settle(Space space, DateTimeOffset now)
    {
        if (space.Presence is SpacePresence.Gone && !space.Removing)
            Set(space, DeliveryState.Failing, SpaceReason.Gone, "The registry no longer has it, so that nobody may pull from it. Unbind or delete it here; made there again, it is another space with no bindings.", now);
        else if (!HasWork(space))
            Set(space, DeliveryState.Ready, null, null, now);
        else if (space.State is DeliveryState.Ready || (space.Removing && space.State is not DeliveryState.Failing) || space.Reason is SpaceReason.Gone or SpaceReason.Unseen)
            Wait(space, now);
    }

    /// <summary>After a change by a person: whatever was refused before, it is tried again.</summary>
    public static void Restart(Space space, DateTimeOffset now)
    {
        if (HasWork(space)) Wait(space, now);
        else Settle(space, now);
    }

    /// <summary>The registry failed or refused.</summary>
    public static void Fail(Space space, RegistryException failure, DateTimeOffset now)
    {
        var (reason, message) = failure.Code switch
        {
            RegistryErrorCode.Conflict when space is { Removing: true, IsMarkedHereOnly: true } => (SpaceReason.NotEmpty, $"{failure.Message} Or keep it. Until then nobody may pull from it."),
            RegistryErrorCode.Conflict when space.Removing => (SpaceReason.NotEmpty, "The registry deletes only a space that is empty. Delete its repositories there, and it goes; or keep it. Until then nobody may pull from it."),
            RegistryErrorCode.AlreadyExists => (SignalReason.AlreadyExists, "The registry has a space of this name that was not made here. Delete this one, which leaves that one alone: it is then listed as it is."),
            RegistryErrorCode.Denied => (SignalReason.Denied, $"{failure.Message} Give the registry a login that may do it."),
            _ => (failure.Reason, failure.Message),
        };
        var state = failure.IsTransient ? (space.Removing ? DeliveryState.Removing : DeliveryState.Pending) : DeliveryState.Failing;
        Set(space, state, reason, failure.IsTransient ? $"{message} It is tried again." : message, now);
    }

    /// <summary>The registry does not show it to the login that it is integrated with; what is decided stays as it was.</summary>
    public static void Unsee(Space space, DateTimeOffset now)
    {
        if (space.Presence is SpacePresence.Present && !HasWork(space)) // else what fails of the work says more
            Set(space, DeliveryState.Failing, SpaceReason.Unseen, "The registry does not show it to the login that it is integrated with, so that changes made there are not seen. Give the registry a login that sees it.", now);
    }

    private static void Wait(Space space, DateTimeOffset now)
    {
        if (space.Removing)
            Set(space, DeliveryState.Removing, SpaceReason.Deleting, "The registry is to delete it. Nobody may pull from it any more.", now);
        else if (space.Presence is SpacePresence.Wanted)
            Set(space, DeliveryState.Pending, SpaceReason.Creating, "The registry is to make it.", now);
        else
            Set(space, DeliveryState.Pending, SpaceReason.Changing, !VisibilityDiffers(space) ? "The registry is to change its quota." : space.Visibility is Visibility.Public ? "The registry is to open it; until then it is private." : "It is private here; the registry is to close it.", now);
    }

    private static void Set(Space space, DeliveryState state, string? reason, string? message, DateTimeOffset now)
    {
        if (space.State != state || space.Reason != reason) space.StateChangedAt = now;
        (space.State, space.Reason, space.Message) = (state, reason, message);
    }
}
