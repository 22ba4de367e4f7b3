using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Console.Dashboard;
using Roadstead.Server.Identity;
using Roadstead.Server.Overview;
using Roadstead.Server.Workspaces;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>The first steps of a member: what others do for them says who does it, and leads nowhere.</summary>
internal sealed class MemberStepsService(MemberProgressService progress)
{
    internal async Task<FirstStepsModel> ReadAsync(
        Caller caller, IReadOnlyList<(WorkspaceView Workspace, WorkspaceRole Role)> workspaces, IReadOnlyList<NamespacePlace> places, CancellationToken cancellationToken)
    {
        var done = await progress.GetAsync(caller, places, cancellationToken);
        var first = workspaces.Count > 0 ? workspaces[0].Workspace.Name : null;
        List<FirstStep> steps =
        [
            new(Key("Be in a workspace"), Key("A platform admin, or an admin of your team's workspace, adds you."), workspaces.Count > 0, null),
            new(Key("Have a namespace"), Key("A platform admin puts one of the cluster into your workspace."), places.Count > 0, places.Count > 0 && first is not null ? ConsolePaths.Namespaces(first) : null),
            new(Key("Have something to pull"), Key("A platform admin binds a space to your workspace, or its admin integrates a registry of its own."), done.HasImages, ImagesPath(done, workspaces)),
        ];
        if (workspaces.Count == 0 || workspaces.Any(one => one.Role >= WorkspaceRole.Editor))
            steps.Add(new FirstStep(Key("Deploy an image"), Key("Choose one, pick its tag, and deploy it into your namespace."), done.HasDeployed, done.HasImages ? ConsolePaths.Images : null));
        return new FirstStepsModel(steps);
    }

    // An admin of a workspace can do it without asking anybody.
    private static string? ImagesPath(MemberProgress done, IReadOnlyList<(WorkspaceView Workspace, WorkspaceRole Role)> workspaces) => done.HasImages
        ? ConsolePaths.Images
        : workspaces.Where(one => one.Role == WorkspaceRole.Admin).Select(one => ConsolePaths.IntegrateRegistryFor(one.Workspace.Name)).FirstOrDefault();
}
