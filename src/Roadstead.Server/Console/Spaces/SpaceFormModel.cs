using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Spaces;

/// <summary>The form that makes a space, with what was typed.</summary>
/// <param name="Registries">Names of the platform's registries.</param>
/// <param name="Registry">The one that was chosen.</param>
public sealed record SpaceFormModel(IReadOnlyList<string> Registries, string? Registry)
{
    public string? Name { get; init; }

    public Visibility Visibility { get; init; } = Visibility.Private;

    public Problem? Problem { get; init; }

    public string Back => Registry is null ? ConsolePaths.Spaces : ConsolePaths.SpacesOf(Registry);
}
