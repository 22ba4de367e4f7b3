using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>What a workspace may pull.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Bound">The private and public spaces that are bound to it; the first of them.</param>
/// <param name="BoundTotal">How many are bound; null when over 10,000.</param>
/// <param name="Public">Public spaces, which everybody may pull; the first of them.</param>
/// <param name="PublicTotal">How many are public; null when over 10,000.</param>
/// <param name="Registries">Its own registries; the first of them.</param>
/// <param name="Namespaces">Its namespaces; the first of them.</param>
public sealed record WorkspaceModel(
    WorkspaceFrame Frame,
    IReadOnlyList<SpaceView> Bound,
    long? BoundTotal,
    IReadOnlyList<SpaceView> Public,
    long? PublicTotal,
    IReadOnlyList<RegistryView> Registries,
    IReadOnlyList<WorkspaceNamespaceView> Namespaces);
