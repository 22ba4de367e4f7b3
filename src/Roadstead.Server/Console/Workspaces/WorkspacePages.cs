using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>The pages about workspaces, each with its rule.</summary>
internal static class WorkspacePages
{
    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.MyWorkspaces, WorkspacePageEndpoints.MineAsync);
        pages.MapGet(ConsolePaths.Workspaces, WorkspacePageEndpoints.ListAsync);
        pages.MapGet(ConsolePaths.NewWorkspace, WorkspacePageEndpoints.NewForm).RequireAccess(AccessRule.PlatformAdmin);
        pages.MapPost(ConsolePaths.NewWorkspace, WorkspacePageEndpoints.CreateAsync).RequireAccess(AccessRule.PlatformAdmin);

        var one = pages.MapGroup("/workspaces/{w}");
        one.MapGet("", WorkspacePageEndpoints.ShowAsync).RequireAccess(AccessRule.WorkspaceViewer);
        one.MapGet("/edit", WorkspacePageEndpoints.EditFormAsync).RequireAccess(AccessRule.WorkspaceAdmin);
        one.MapPost("/edit", WorkspacePageEndpoints.EditAsync).RequireAccess(AccessRule.WorkspaceAdmin);
        one.MapGet("/delete", WorkspacePageEndpoints.DeleteFormAsync).RequireAccess(AccessRule.PlatformAdmin);
        one.MapPost("/delete", WorkspacePageEndpoints.DeleteAsync).RequireAccess(AccessRule.PlatformAdmin);
        one.MapGet("/may-pull", MayPullPageEndpoints.ListAsync).RequireAccess(AccessRule.WorkspaceViewer);
        one.MapGet("/pull", PullPageEndpoints.ShowAsync).RequireAccess(AccessRule.WorkspaceViewer);

        one.MapGet("/members", MemberPageEndpoints.ListAsync).RequireAccess(AccessRule.WorkspaceViewer);
        one.MapPost("/members", MemberPageEndpoints.AddAsync).RequireAccess(AccessRule.WorkspaceAdmin);
        one.MapPost("/members/{user}", MemberPageEndpoints.ChangeRoleAsync).RequireAccess(AccessRule.WorkspaceAdmin);
        one.MapGet("/members/{user}/remove", MemberPageEndpoints.RemoveFormAsync).RequireAccess(AccessRule.WorkspaceAdmin);
        one.MapPost("/members/{user}/remove", MemberPageEndpoints.RemoveAsync).RequireAccess(AccessRule.WorkspaceAdmin);

        one.MapGet("/namespaces", NamespacePageEndpoints.ListAsync).RequireAccess(AccessRule.WorkspaceViewer);
        one.MapPost("/namespaces", NamespacePageEndpoints.AddAsync).RequireAccess(AccessRule.PlatformAdmin);
        one.MapGet("/namespaces/options", NamespacePageEndpoints.OptionsAsync).RequireAccess(AccessRule.PlatformAdmin);
        one.MapGet("/namespaces/{cluster}/{namespace}/remove", NamespacePageEndpoints.RemoveFormAsync).RequireAccess(AccessRule.PlatformAdmin);
        one.MapPost("/namespaces/{cluster}/{namespace}/remove", NamespacePageEndpoints.RemoveAsync).RequireAccess(AccessRule.PlatformAdmin);
        one.MapGet("/namespaces/{cluster}/{namespace}/docker-config", NamespacePageEndpoints.DockerConfigAsync).RequireAccess(AccessRule.NamespaceEditor);
    }
}
