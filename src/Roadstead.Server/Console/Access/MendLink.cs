using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Access;

/// <summary>The way to where something is mended.</summary>
/// <param name="Title">A text key.</param>
/// <param name="Path">The address.</param>
/// <param name="Icon">Beside the title.</param>
public sealed record MendLink(string Title, string Path, IconName Icon)
{
    /// <summary>True: with scripts it opens over the page.</summary>
    public bool IsDialog { get; init; }
}
