using Roadstead.Server.Http;

namespace Roadstead.Server.Metrics;

/// <summary><c>/metrics</c> in Prometheus' text format (docs/decisions/0004-metrics.md).</summary>
public static class MetricsFeature
{
    public static IServiceCollection AddMetricsText(this IServiceCollection services) => services.AddSingleton<MetricsStore>();

    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        // Listening begins with the server, not with the first scrape.
        var store = routes.ServiceProvider.GetRequiredService<MetricsStore>();
        routes.MapGet("/metrics", () => TypedResults.Text(MetricsText.Write(store.Read()), "text/plain; version=0.0.4; charset=utf-8"))
            .RequireAccess(AccessRule.Anonymous).ExcludeFromDescription();
        return routes;
    }
}
