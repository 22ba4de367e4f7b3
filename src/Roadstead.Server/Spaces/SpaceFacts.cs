using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>What the audit tells of a space.</summary>
internal static class SpaceFacts
{
    public static string Name(Space space) => $"{space.Registry!.Name}/{space.Name}";

    /// <param name="space">The space, with its bindings and their workspaces.</param>
    /// <param name="registry">Its registry's name where the space comes without it.</param>
    public static object Of(Space space, string? registry = null) => new
    {
        Registry = registry ?? space.Registry!.Name,
        space.Name,
        space.Visibility,
        space.QuotaBytes,
        Workspaces = space.Bindings.Select(binding => binding.Workspace!.Name).Order(StringComparer.Ordinal).ToArray(),
        space.Presence,
        space.Removing,
        space.Includes,
        space.Aliases,
    };
}
