using Roadstead.Server.Http;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Gateway;

public static class GatewayFeature
{
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddSingleton<GatewayOptions>();
        services.AddSingleton<GatewaySignInService>();
        services.AddSingleton<GatewayChallenge>();
        services.AddSingleton<ManifestCache>();
        services.AddSingleton<ManifestHandler>();
        services.AddSingleton<GatewayHandler>();
        return services;
    }

    /// <summary>One route for all methods: what the protocol has not, and what is no pull, is answered in the protocol's own form.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder routes)
    {
        // The handler reads the request line itself (GatewayTarget); the route only leads there. It says nothing of the OpenAPI document's kind.
        routes.Map("/v2/{**target}", (HttpContext context, GatewayHandler gateway) => gateway.HandleAsync(context))
            .RequireAccess(AccessRule.Anonymous)
            .WithMetadata(new SignsInItself())
            .DisableAntiforgery()
            .ExcludeFromDescription()
            .WithName("Gateway");
        return routes;
    }
}
