using Roadstead.Server.Http;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>The pages about Harbors in clusters, for platform admins. '-' is no cluster's name.</summary>
internal static class ManagedHarborPages
{
    internal static void Map(RouteGroupBuilder pages)
    {
        var harbors = pages.MapGroup(ConsolePaths.ManagedHarbors).RequireAccess(AccessRule.PlatformAdmin);
        harbors.MapGet("", ManagedHarborPageEndpoints.ListAsync);
        harbors.MapGet("/-/new", MakeHarborEndpoints.FormAsync);
        harbors.MapPost("/-/new", MakeHarborEndpoints.MakeAsync);
        harbors.MapGet("/-/prerequisites", MakeHarborEndpoints.LookAsync);

        var one = harbors.MapGroup("/{cluster}/{namespace}/{name}");
        one.MapGet("", ManagedHarborPageEndpoints.ShowAsync);
        one.MapPost("/integrate", ManagedHarborPageEndpoints.IntegrateAsync);
        one.MapGet("/edit", EditHarborEndpoints.FormAsync);
        one.MapPost("/edit", EditHarborEndpoints.EditAsync);
        one.MapGet("/delete", DeleteHarborEndpoints.AskAsync);
        one.MapPost("/delete", DeleteHarborEndpoints.DeleteAsync);
    }
}
