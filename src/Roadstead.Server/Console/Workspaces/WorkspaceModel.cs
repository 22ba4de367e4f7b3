using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Overview;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>A workspace at a glance: who, where, what, and whether something is wrong.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Overview">Its numbers.</param>
/// <param name="Spaces">The first spaces that it may pull from.</param>
/// <param name="SpacesTotal">How many of them; null when over 10,000.</param>
/// <param name="Namespaces">Its namespaces; the first of them.</param>
/// <param name="Members">Its members; the first of them.</param>
public sealed record WorkspaceModel(
    WorkspaceFrame Frame, WorkspaceOverview Overview, IReadOnlyList<SpaceView> Spaces, long? SpacesTotal, IReadOnlyList<WorkspaceNamespaceView> Namespaces, IReadOnlyList<MemberView> Members);
