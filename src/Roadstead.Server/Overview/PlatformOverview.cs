namespace Roadstead.Server.Overview;

/// <summary>The platform in figures.</summary>
/// <param name="Registries">Integrated by the platform.</param>
/// <param name="Healthy">Of these, how many are healthy.</param>
/// <param name="Unhealthy">Of these, how many are not; the rest waits for its first check.</param>
/// <param name="WorkspaceRegistries">Integrated by workspaces for themselves.</param>
/// <param name="PublicSpaces">Open to every namespace.</param>
/// <param name="PrivateSpaces">Open to bound workspaces.</param>
/// <param name="Bindings">Of private and public spaces to workspaces.</param>
/// <param name="Workspaces">Teams.</param>
/// <param name="Clusters">Connected or standalone.</param>
/// <param name="Namespaces">Held by workspaces.</param>
/// <param name="Users">Who may sign in.</param>
/// <param name="Repositories">In the index, of the platform's registries.</param>
/// <param name="Allowed">Answers of the doors that let somebody pull, in the last 24 hours.</param>
/// <param name="Refused">Answers that did not.</param>
/// <param name="HasPulled">True once a namespace was let in to an image.</param>
public sealed record PlatformOverview(
    int Registries,
    int Healthy,
    int Unhealthy,
    int WorkspaceRegistries,
    int PublicSpaces,
    int PrivateSpaces,
    int Bindings,
    int Workspaces,
    int Clusters,
    int Namespaces,
    int Users,
    long Repositories,
    long Allowed,
    long Refused,
    bool HasPulled);
