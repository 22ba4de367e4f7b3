using Roadstead.Core.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Access;

public static class AccessFeature
{
    /// <summary>The publication and its sources. The first one is made before the server listens.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<ApiServerAddresses>();
        services.AddSingleton(provider => AddressPolicies.From(provider.GetRequiredService<ServerOptions>(), provider.GetRequiredService<ApiServerAddresses>()));
        services.AddSingleton<UpstreamReader>();
        services.AddSingleton<ClusterReader>();
        services.AddSingleton<PublicationReader>();
        services.AddSingleton<AccessPublisher>();
        services.AddSingleton<IChangePublisher>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IAccessMapSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IUpstreamSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IClusterSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IPublications>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IIdentitySource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IRegistryAccountSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IPersonSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddHostedService(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<DoorAccountService>();
        services.AddSingleton<ClusterExplanation>();
        services.AddSingleton<PullExplanation>();
        services.AddSingleton<ExplainService>();
        services.AddSingleton<TokenServices>();
        services.AddSingleton<AccessCounter>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessCounter>());
        services.AddHostedService<AccessCountRetentionWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/access", AccessEndpoints.ExplainAsync)
            .RequireAccess(AccessRule.NamespaceViewer).WithTags("Access").WithName("ExplainAccess")
            .WithSummary("Explains whether a namespace may use an image, step by step, and whether a pull would work now.");
        return routes;
    }
}
