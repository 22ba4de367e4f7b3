using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>A part of one of the registry's own spaces, which is only Roadstead's: possible where the registry has no mark of who may pull, so that Roadstead alone decides.</summary>
/// <param name="Whole">The registry's space; null when there is none of the name's first component.</param>
/// <param name="Alias">The first component, where it is a further name of that space; else null.</param>
internal sealed record SpacePart(Space? Whole, string? Alias)
{
    /// <summary>Null for a name that is no such part: a space of the registry's own, or one of a registry that has none or marks them itself.</summary>
    public static async Task<SpacePart?> ReadAsync(RoadsteadDb db, Guid registryId, string name, CancellationToken cancellationToken)
    {
        var first = name.Split('/')[0];
        var marked = await db.Spaces.AsNoTracking().Where(space => space.RegistryId == registryId && space.Presence == SpacePresence.Present && space.RemoteVisibility == null).ToListAsync(cancellationToken);
        if (marked.Find(space => space.Name != first && space.Aliases.Contains(first)) is { } other && !marked.Exists(space => space.Name == first))
            return new SpacePart(other, first);
        return first.Length < name.Length && marked.Count > 0 ? new SpacePart(marked.Find(space => space.Name == first), null) : null;
    }

    /// <summary>Why there can be no such space; null when there can.</summary>
    public Problem? Check(string name) => this switch
    {
        { Whole: null } => Problem.ForField(ErrorCodes.ValidationFailed, "name", $"The registry has no space '{name.Split('/')[0]}' that '{name}' could be a part of."),
        { Alias: { } alias } => Problem.ForField(ErrorCodes.ValidationFailed, "name", $"'{alias}' is another name of the space '{Whole.Name}', which decides for both. Begin the name with '{Whole.Name}'."),
        { Whole.Includes.Count: > 0 } => Problem.ForField(ErrorCodes.ValidationFailed, "name", $"'{Whole.Name}' shows the content of others and has no parts of its own: divide what it includes, {string.Join(", ", Whole.Includes)}."),
        _ => null,
    };
}
