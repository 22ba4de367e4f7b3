using Roadstead.Core.Contracts.Access;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Access;

/// <summary>One stop of the way from a namespace to its pods.</summary>
/// <param name="Id">In addresses: <c>#station-binding</c>.</param>
/// <param name="Title">A text key.</param>
/// <param name="Icon">Its picture.</param>
/// <param name="Name">What stands there, such as the space's name; null for nothing that has one.</param>
/// <param name="Href">Its own page, where the reader may open it.</param>
/// <param name="Steps">What was looked at; may be none.</param>
public sealed record Station(string Id, string Title, IconName Icon, string? Name, string? Href, IReadOnlyList<AccessStep> Steps)
{
    /// <summary>True where the name is a text key and no name that somebody gave.</summary>
    public bool IsWord { get; init; }

    /// <summary>Null: it plays no part, or could not be looked at.</summary>
    public bool? Ok { get; init; } = Steps.Any(step => step.Ok == false) ? false : Steps.Any(step => step.Ok == true) ? true : null;

    /// <summary>The way ends at the first that does not hold.</summary>
    public bool IsStop { get; init; }
}
