using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>One change that takes over several spaces: edits the rows, and gathers what the audit is told and who loses what.</summary>
/// <param name="db">The context that holds the rows, with registry, usage, bindings and their workspaces.</param>
/// <param name="registry">Their registry.</param>
/// <param name="parts">The registry's spaces that are only Roadstead's, as whole as the rows: parts of some that the registry has.</param>
/// <param name="now">When.</param>
internal sealed class IntakeChange(RoadsteadDb db, Upstream registry, IReadOnlyList<Space> parts, DateTimeOffset now)
{
    public List<AuditDraft> Drafts { get; } = [];

    /// <summary>Spaces that became private.</summary>
    public List<Space> Closed { get; } = [];

    /// <summary>Spaces that nobody may use any more.</summary>
    public List<Space> Removed { get; } = [];

    /// <param name="space">The row; null where Roadstead knows none of the name.</param>
    /// <param name="found">What the registry has under the name; null for nothing.</param>
    public void Take(Space? space, RemoteSpace? found)
    {
        if (found is null && space is { Presence: SpacePresence.Present or SpacePresence.Gone, Removing: false })
            Vanish(space);
        else if (found is not null && space is null)
            Appear(found, before: null);
        else if (found is not null && space is { Presence: SpacePresence.Present or SpacePresence.Gone })
            Meet(space, found);
    }

    private void Vanish(Space space)
    {
        var before = SpaceFacts.Of(space);
        VanishParts(space);
        if (space.Bindings.Count == 0)
        {
            Drafts.Add(new AuditDraft("space.vanish", SpaceFacts.Name(space), before));
            if (space.Presence is SpacePresence.Present) Removed.Add(space);
            db.Spaces.Remove(space);
        }
        else if (space.Presence is SpacePresence.Present)
        {
            // The bindings stay for the case that it comes back, as from a backup; what comes under its name and is not it gets none of them.
            space.Presence = SpacePresence.Gone;
            SpaceStates.Settle(space, now);
            Drafts.Add(new AuditDraft("space.vanish", SpaceFacts.Name(space), before, SpaceFacts.Of(space)));
            Removed.Add(space);
        }
    }

    private void Meet(Space space, RemoteSpace found)
    {
        if (!SpaceMerge.IsSame(space, found))
        {
            // Somebody deleted it there and made another: nobody said that those who might pull from the old one may pull from this.
            Appear(found, SpaceFacts.Of(space));
            VanishParts(space);
            Removed.Add(space);
            db.Spaces.Remove(space);
            return;
        }

        var (before, wasGone) = (SpaceFacts.Of(space), space.Presence is SpacePresence.Gone);
        if (SpaceMerge.Apply(space, found)) Closed.Add(space);
        SpaceMerge.Report(space, found);
        SpaceStates.Settle(space, now);
        Drafts.Add(new AuditDraft(wasGone ? "space.return" : "space.sync", SpaceFacts.Name(space), before, SpaceFacts.Of(space)));
    }

    // What comes under the name next is another's content: nobody said who may pull from parts of that.
    private void VanishParts(Space space)
    {
        foreach (var part in parts.Where(part => part.Name.StartsWith(space.Name + "/", StringComparison.Ordinal)))
        {
            Drafts.Add(new AuditDraft("space.vanish", SpaceFacts.Name(part), SpaceFacts.Of(part)));
            Removed.Add(part);
            db.Spaces.Remove(part);
        }
    }

    private void Appear(RemoteSpace found, object? before)
    {
        var space = SpaceMerge.Take(registry.RegistryId, found, now);
        db.Spaces.Add(space);
        Drafts.Add(new AuditDraft(before is null ? "space.appear" : "space.replace", $"{registry.Name}/{space.Name}", before, SpaceFacts.Of(space, registry.Name)));
    }
}
