using Roadstead.Server.Http;

namespace Roadstead.Server.Audit;

public static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<ActorContext>()
        .AddSingleton<AuditService>();

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/api/v1/audit").RequireAccess(AccessRule.PlatformAdmin).WithTags("Audit");
        audit.MapGet("/", AuditEndpoints.ListAsync).WithName("ListAudit").WithSummary("Lists who changed what, newest first.");
        audit.MapGet("/{id}", AuditEndpoints.GetAsync).WithName("GetAuditEntry").WithSummary("Shows one entry.");
        audit.MapGet("/export", AuditEndpoints.Export).WithName("ExportAudit").WithSummary("All that match as JSON lines or CSV, newest first; at most 100,000 rows.");
        return routes;
    }
}
