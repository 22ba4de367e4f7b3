using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>How a member pulls from where the workspace may.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Url">The page's state: registry, image and client.</param>
/// <param name="Registries">Where it may pull from.</param>
/// <param name="Chosen">The registry that the commands are for; null when there is none.</param>
public sealed record PullModel(WorkspaceFrame Frame, ListUrl Url, IReadOnlyList<RegistryFacet> Registries, RegistryFacet? Chosen)
{
    /// <summary>Some images of the registry, to pick from.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The commands; null when what was typed is nothing that the workspace may pull.</summary>
    public PullCommandsModel? Commands { get; init; }

    /// <summary>Why not; names the field <c>image</c>.</summary>
    public Problem? Problem { get; init; }
}
