using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Access;
using Roadstead.Server.Http;

namespace Roadstead.Server.Hosting;

/// <summary>What a supervisor asks: does the process answer, and may requests be sent to it.</summary>
public static class HealthFeature
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("live")).RequireAccess(AccessRule.Anonymous).ExcludeFromDescription();
        routes.MapGet("/healthz/ready", Ready).RequireAccess(AccessRule.Anonymous).ExcludeFromDescription();
        return routes;
    }

    // Ready only with a map: a door that decided without one would deny everybody.
    private static ContentHttpResult Ready(IAccessMapSource maps) => maps.Current.Version > 0
        ? TypedResults.Text("ready")
        : TypedResults.Text("the access map is not loaded yet", statusCode: StatusCodes.Status503ServiceUnavailable);
}
