using Roadstead.Server.Console.Images;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>How a member pulls from where the workspace may.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Registries">Where it may pull from.</param>
/// <param name="Chosen">The registry that the commands are for; null when there is none.</param>
/// <param name="Commands">The commands.</param>
public sealed record PullModel(WorkspaceFrame Frame, IReadOnlyList<RegistryFacet> Registries, RegistryFacet? Chosen, PullCommandsModel? Commands);
