using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Registries;

/// <summary>Whose registries a page shows: the platform's, or those of one workspace. The same pages serve both; the differences stand here.</summary>
/// <param name="Workspace">The workspace; null for the platform.</param>
/// <param name="MayChange">True: integrate, edit, check and unbind are shown.</param>
public sealed record RegistryLevel(string? Workspace, bool MayChange)
{
    public bool IsPlatform => Workspace is null;

    public string List => ConsolePaths.RegistriesOf(Workspace);

    public string Integrate => ConsolePaths.IntegrateRegistryFor(Workspace);

    public string ForgetHost => ConsolePaths.ForgetHostOf(Workspace);

    public RegistryLinks LinksOf(string name) => new(name, Workspace);

    /// <summary>The level that a route speaks of, and what its caller may do there. The route's own rule decides; this only says what to show.</summary>
    internal static RegistryLevel Of(HttpContext http)
    {
        var page = http.Page();
        return http.GetRouteValue("w") is string workspace
            ? new(workspace, page.IsPlatformAdmin || page.Me?.Workspaces.Any(m => m.Name == workspace && m.Role == WorkspaceRole.Admin) == true)
            : new(null, page.IsPlatformAdmin);
    }

    /// <summary>The way to a page below the list.</summary>
    internal IReadOnlyList<Crumb> Way(IStringLocalizer<ConsoleText> t, params IReadOnlyList<Crumb> further) =>
        Workspace is null
            ? [new(t["Registries"], List), .. further]
            : [new(t["My workspaces"], ConsolePaths.MyWorkspaces), new(Workspace, ConsolePaths.Workspace(Workspace)), new(t["Registries"], List), .. further];
}
