using Roadstead.Core.Contracts.Audit;
using Roadstead.Server.Overview;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Dashboard;

/// <summary>The platform at a glance; at the beginning: what to do first.</summary>
/// <param name="Platform">Figures.</param>
/// <param name="Health">How the registries do.</param>
/// <param name="Attention">What needs somebody.</param>
/// <param name="Pulls">What the doors answered.</param>
/// <param name="Storage">What the registries hold.</param>
/// <param name="Changes">The newest changes.</param>
public sealed record DashboardModel(PlatformOverview Platform, RegistryHealthOverview Health, AttentionModel Attention, PullsCardModel Pulls, PlatformStorage Storage, IReadOnlyList<AuditView> Changes)
{
    /// <summary>From nothing to the first image that runs, in the order in which each needs the ones before.</summary>
    public FirstStepsModel Steps { get; } = new(
    [
        new(Key("Connect a cluster"), Key("Where your namespaces are."), Platform.Clusters > 0, ConsolePaths.CreateCluster),
        new(Key("Integrate a registry"), Key("Its address and, where it has one, a login."), Platform.Registries > 0, ConsolePaths.IntegrateRegistry),
        new(Key("Make a workspace"), Key("A team with its members, and a namespace of the cluster."), Platform is { Workspaces: > 0, Namespaces: > 0 }, WorkspacePath(Platform)),
        new(Key("Bind a space to it"), Key("Divide the registry, and say which workspace may use which part."), Platform.Bindings > 0, Platform.OnlyRegistry is { } only ? ConsolePaths.SpacesOf(only) : ConsolePaths.Spaces),
        new(Key("Deploy an image"), Key("Choose one as a member of the workspace, and deploy or pull it."), Platform.HasDeployed, ConsolePaths.Images),
    ]);

    /// <summary>True when there is something to count.</summary>
    public bool HasFigures => Steps.All.Any(step => step.Done);

    // The step is two: the workspace, then its namespace.
    private static string WorkspacePath(PlatformOverview platform) => platform switch
    {
        { Workspaces: 0 } => ConsolePaths.NewWorkspace,
        { WorkspaceToFill: { } workspace } => ConsolePaths.Namespaces(workspace),
        _ => ConsolePaths.Workspaces,
    };
}
