using Roadstead.Server.Http;

namespace Roadstead.Server.Workspaces;

public static class WorkspacesFeature
{
    public static IServiceCollection AddWorkspaces(this IServiceCollection services) => services
        .AddSingleton<WorkspaceService>()
        .AddSingleton<MemberService>()
        .AddSingleton<NamespaceService>();

    public static IEndpointRouteBuilder MapWorkspaces(this IEndpointRouteBuilder routes)
    {
        var workspaces = routes.MapGroup("/api/v1/workspaces").WithTags("Workspaces");
        workspaces.MapPost("/", WorkspacesEndpoints.CreateAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("CreateWorkspace").WithSummary("Makes a workspace.");
        workspaces.MapGet("/", WorkspacesEndpoints.ListAsync).RequireAccess(AccessRule.SignedIn).WithName("ListWorkspaces").WithSummary("Lists the workspaces that the caller is a member of; all of them for a platform admin.");
        workspaces.MapGet("/{w}", WorkspacesEndpoints.GetAsync).RequireAccess(AccessRule.WorkspaceViewer).WithName("GetWorkspace").WithSummary("Shows a workspace.");
        workspaces.MapPatch("/{w}", WorkspacesEndpoints.EditAsync).RequireAccess(AccessRule.WorkspaceAdmin).WithName("EditWorkspace").WithSummary("Changes a workspace.");
        workspaces.MapDelete("/{w}", WorkspacesEndpoints.DeleteAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("DeleteWorkspace").WithSummary("Deletes an empty workspace.");

        workspaces.MapGet("/{w}/members", MembersEndpoints.ListAsync).RequireAccess(AccessRule.WorkspaceViewer).WithName("ListMembers").WithSummary("Lists the members.");
        workspaces.MapPut("/{w}/members/{user}", MembersEndpoints.PutAsync).RequireAccess(AccessRule.WorkspaceAdmin).WithName("PutMember").WithSummary("Adds a member or changes the role.");
        workspaces.MapDelete("/{w}/members/{user}", MembersEndpoints.DeleteAsync).RequireAccess(AccessRule.WorkspaceAdmin).WithName("DeleteMember").WithSummary("Removes a member.");

        workspaces.MapGet("/{w}/namespaces", NamespacesEndpoints.ListAsync).RequireAccess(AccessRule.WorkspaceViewer).WithName("ListNamespaces").WithSummary("Lists the namespaces and how their pull secrets stand.");
        workspaces.MapPut("/{w}/namespaces/{cluster}/{namespace}", NamespacesEndpoints.PutAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("PutNamespace").WithSummary("Puts a namespace into the workspace.");
        workspaces.MapDelete("/{w}/namespaces/{cluster}/{namespace}", NamespacesEndpoints.DeleteAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("DeleteNamespace").WithSummary("Takes a namespace out of the workspace; its pull identities die.");
        return routes;
    }
}
