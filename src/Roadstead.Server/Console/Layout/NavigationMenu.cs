using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Console.Components;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Layout;

/// <summary>What a person finds in the navigation: the platform's pages for platform admins, the team's for everybody.</summary>
public static class NavigationMenu
{
    private static readonly (string Title, string Path, IconName Icon)[] Platform =
    [
        (Key("Dashboard"), ConsolePaths.Dashboard, IconName.LayoutDashboard),
        (Key("Registries"), ConsolePaths.Registries, IconName.Database),
        (Key("Spaces"), ConsolePaths.Spaces, IconName.Folders),
        (Key("Workspaces"), ConsolePaths.Workspaces, IconName.UsersGroup),
        (Key("Clusters"), ConsolePaths.Clusters, IconName.Server2),
        (Key("Managed Harbors"), ConsolePaths.ManagedHarbors, IconName.Anchor),
        (Key("Users"), ConsolePaths.Users, IconName.Users),
        (Key("Audit"), ConsolePaths.Audit, IconName.History),
        (Key("Settings"), ConsolePaths.Settings, IconName.Terminal2),
    ];

    private static readonly (string Title, string Path, IconName Icon)[] Team =
    [
        (Key("My workspaces"), ConsolePaths.MyWorkspaces, IconName.Box),
        (Key("Choose image"), ConsolePaths.Images, IconName.Packages),
        (Key("Access"), ConsolePaths.Access, IconName.Route),
    ];

    public static IReadOnlyList<NavigationGroup> For(MeView? me, string path)
    {
        if (me is null)
            return [];
        if (me.PlatformRole == PlatformRole.Admin)
            return [Group("platform", Key("Platform"), Platform, path), Group("team", Key("Team"), Team, path)];

        // A member comes to a workspace from the list of their own.
        var place = new PathString(path).StartsWithSegments(ConsolePaths.Workspaces) ? ConsolePaths.MyWorkspaces : path;
        return [Group("team", Key("Team"), Team, place)];
    }

    private static NavigationGroup Group(string id, string title, (string Title, string Path, IconName Icon)[] items, string path) =>
        new(id, title, [.. items.Select(i => new NavigationItem(i.Title, i.Path, i.Icon, IsCurrent(i.Path, path)))]);

    private static bool IsCurrent(string item, string path) =>
        item == ConsolePaths.Dashboard ? path == item : new PathString(path).StartsWithSegments(item);
}
