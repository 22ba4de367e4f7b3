namespace Roadstead.Server.Overview;

/// <summary>The platform in figures.</summary>
/// <param name="Registries">Integrated by the platform.</param>
/// <param name="WorkspaceRegistries">Integrated by workspaces for themselves.</param>
/// <param name="PublicSpaces">Open to every namespace.</param>
/// <param name="PrivateSpaces">Open to bound workspaces.</param>
/// <param name="Bindings">Of private and public spaces to workspaces.</param>
/// <param name="Workspaces">Teams.</param>
/// <param name="Clusters">Connected or standalone.</param>
/// <param name="Namespaces">Held by workspaces.</param>
/// <param name="HasDeployed">True once a namespace was let in to an image, or an image was deployed.</param>
public sealed record PlatformOverview(
    int Registries,
    int WorkspaceRegistries,
    int PublicSpaces,
    int PrivateSpaces,
    int Bindings,
    int Workspaces,
    int Clusters,
    int Namespaces,
    bool HasDeployed)
{
    /// <summary>A workspace without a namespace, where none has one: what the first steps lead to. Null otherwise.</summary>
    public string? WorkspaceToFill { get; init; }

    /// <summary>The registry, where there is one alone; null otherwise.</summary>
    public string? OnlyRegistry { get; init; }

    public required HarborCounts Harbors { get; init; }
}
