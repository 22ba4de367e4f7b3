using Roadstead.Server.Http;

namespace Roadstead.Server.Audit;

public static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<ActorContext>()
        .AddSingleton<AuditService>();

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/audit", AuditEndpoints.ListAsync).RequireAccess(AccessRule.PlatformAdmin).WithTags("Audit").WithName("ListAudit").WithSummary("Lists who changed what, newest first.");
        return routes;
    }
}
