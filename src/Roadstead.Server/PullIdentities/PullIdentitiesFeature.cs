using Microsoft.Extensions.Options;
using Roadstead.Server.Http;

namespace Roadstead.Server.PullIdentities;

public static class PullIdentitiesFeature
{
    public static IServiceCollection AddPullIdentities(this IServiceCollection services)
    {
        services.AddOptions<PullIdentitiesOptions>().BindConfiguration(PullIdentitiesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PullIdentitiesOptions>, PullIdentitiesOptionsValidator>();
        services.AddSingleton<GatewayAccounts>();
        services.AddSingleton<DockerConfig>();
        services.AddSingleton<DockerConfigService>();
        services.AddSingleton<IPullSecretContents, PullSecretContents>();
        services.AddSingleton<IdentityConfirmationWorker>();
        services.AddSingleton<IIdentityConfirmations>(provider => provider.GetRequiredService<IdentityConfirmationWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<IdentityConfirmationWorker>());
        return services;
    }

    public static IEndpointRouteBuilder MapPullIdentities(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/namespaces/{cluster}/{namespace}/docker-config", PullIdentitiesEndpoints.DockerConfigAsync)
            .RequireAccess(AccessRule.NamespaceEditor).WithTags("Pull identities").WithName("GetDockerConfig")
            .WithSummary("Hands out the namespace's pull identities as a docker config.json.");
        return routes;
    }
}
