using Roadstead.Server.Http;

namespace Roadstead.Server.PullIdentities;

public static class PullIdentitiesFeature
{
    public static IServiceCollection AddPullIdentities(this IServiceCollection services) => services
        .AddSingleton<GatewayAccounts>()
        .AddSingleton<DockerConfigService>();

    public static IEndpointRouteBuilder MapPullIdentities(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/namespaces/{cluster}/{namespace}/docker-config", PullIdentitiesEndpoints.DockerConfigAsync)
            .RequireAccess(AccessRule.NamespaceEditor).WithTags("Pull identities").WithName("GetDockerConfig")
            .WithSummary("Hands out the namespace's pull identities as a docker config.json.");
        return routes;
    }
}
