using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Spaces;

/// <summary>The form that makes a space, with what was typed.</summary>
/// <param name="Registries">Names of the platform's registries.</param>
/// <param name="Registry">The one that was chosen.</param>
public sealed record SpaceFormModel(IReadOnlyList<string> Registries, string? Registry)
{
    /// <summary>Those of them that can limit what a space holds.</summary>
    public IReadOnlyList<string> Limiting { get; init; } = [];

    public string? Name { get; init; }

    /// <summary>In GiB, as it was typed.</summary>
    public string? Quota { get; init; }

    public Visibility Visibility { get; init; } = Visibility.Private;

    public Problem? Problem { get; init; }

    public string Back => Registry is null ? ConsolePaths.Spaces : ConsolePaths.SpacesOf(Registry);
}
