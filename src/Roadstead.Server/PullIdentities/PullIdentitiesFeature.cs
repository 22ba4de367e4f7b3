using Microsoft.Extensions.Options;
using Roadstead.Server.Http;
using Roadstead.Server.PullIdentities.AtRegistries;
using Roadstead.Server.Registries.Leaving;

namespace Roadstead.Server.PullIdentities;

public static class PullIdentitiesFeature
{
    public static IServiceCollection AddPullIdentities(this IServiceCollection services)
    {
        services.AddOptions<PullIdentitiesOptions>().BindConfiguration(PullIdentitiesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PullIdentitiesOptions>, PullIdentitiesOptionsValidator>();
        services.AddSingleton<GatewayAccounts>();
        services.AddSingleton<IdentityArrivals>();
        services.AddSingleton<IdentityNames>();
        services.AddSingleton<IdentityStore>();
        services.AddSingleton<IdentityChanges>();
        services.AddSingleton<DockerConfig>();
        services.AddSingleton<DockerConfigService>();
        services.AddSingleton<IPullSecretContents, PullSecretContents>();
        services.AddSingleton<IdentityConfirmationWorker>();
        services.AddSingleton<IIdentityConfirmations>(provider => provider.GetRequiredService<IdentityConfirmationWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<IdentityConfirmationWorker>());
        return services;
    }

    /// <summary>The loops that keep accounts at registries.</summary>
    public static IServiceCollection AddRegistryAccounts(this IServiceCollection services)
    {
        services.AddSingleton<IdentityLook>();
        services.AddSingleton<IdentityBoard>();
        services.AddSingleton<IIdentityStates>(provider => provider.GetRequiredService<IdentityBoard>());
        services.AddSingleton<IdentityWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<IdentityWorker>());
        services.AddSingleton<IRegistryLeaveStep, PullAccountsLeaveStep>();
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
