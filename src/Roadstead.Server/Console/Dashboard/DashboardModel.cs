using Roadstead.Core.Contracts.Audit;
using Roadstead.Server.Overview;

namespace Roadstead.Server.Console.Dashboard;

/// <summary>The platform at a glance; at the beginning: what to do first.</summary>
/// <param name="Platform">Figures.</param>
/// <param name="Registries">How the registries do.</param>
/// <param name="Changes">The newest changes.</param>
public sealed record DashboardModel(PlatformOverview Platform, HealthModel Registries, IReadOnlyList<AuditView> Changes)
{
    /// <summary>From nothing to the first pull, in the order in which each needs the ones before.</summary>
    public IReadOnlyList<FirstStep> Steps { get; } =
    [
        new("Add a cluster", "Where your namespaces are.", Platform.Clusters > 0, ConsolePaths.CreateCluster),
        new("Integrate a registry", "Its address and, where it has one, a login.", Platform.Registries > 0, ConsolePaths.IntegrateRegistry),
        new("Make a workspace", "A team with its members, and a namespace of the cluster.", Platform is { Workspaces: > 0, Namespaces: > 0 }, ConsolePaths.Workspaces),
        new("Bind a space to it", "Divide the registry, and say which workspace may use which part.", Platform.Bindings > 0, ConsolePaths.Spaces),
        new("Pull an image", "Choose one as a member of the workspace, and pull it.", Platform.HasPulled, ConsolePaths.Images),
    ];

    public bool IsSetUp => Steps.All(step => step.Done);

    /// <summary>The first step that is still to do; null when all are done.</summary>
    public FirstStep? Next => Steps.FirstOrDefault(step => !step.Done);

    /// <summary>True when there is something to count.</summary>
    public bool HasFigures => Steps.Any(step => step.Done);
}
