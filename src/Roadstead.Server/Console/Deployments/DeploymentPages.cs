using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Deployments;

/// <summary>The pages about what runs in a namespace, each with its rule. '-' is no deployment's name.</summary>
internal static class DeploymentPages
{
    internal static void Map(RouteGroupBuilder pages)
    {
        var one = pages.MapGroup(ConsolePaths.Deployments + "/{cluster}/{namespace}").RequireAccess(AccessRule.NamespaceViewer);
        one.MapGet("", DeploymentPageEndpoints.ListAsync);
        one.MapGet("/-/new", DeploymentPageEndpoints.Form).RequireAccess(AccessRule.NamespaceEditor);
        one.MapPost("/-/new", DeploymentPageEndpoints.DeployAsync).RequireAccess(AccessRule.NamespaceEditor);
        one.MapGet("/{name}", DeploymentPageEndpoints.ShowAsync);
        one.MapGet("/{name}/image", ChangeImageEndpoints.FormAsync).RequireAccess(AccessRule.NamespaceEditor);
        one.MapPost("/{name}/image", ChangeImageEndpoints.ChangeAsync).RequireAccess(AccessRule.NamespaceEditor);
        DeploymentChangeEndpoints.Map(one.MapGroup("/{name}"));
    }
}
