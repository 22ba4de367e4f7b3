using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Roadstead.Registries;
using Roadstead.Registries.Artifactory;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;
using Roadstead.Registries.DockerRegistry;
using Roadstead.Registries.Harbor;
using Roadstead.Server.Http;
using Roadstead.Server.Registries.Connections;
using Roadstead.Server.Registries.Health;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Registries.Inspection;
using Roadstead.Server.Registries.Leaving;

namespace Roadstead.Server.Registries;

public static class RegistriesFeature
{
    /// <summary>Registries at both levels, their connections and their health.</summary>
    public static IServiceCollection AddRegistries(this IServiceCollection services)
    {
        services.AddOptions<RegistriesOptions>().BindConfiguration(RegistriesOptions.Section).ValidateOnStart();
        services.AddOptions<RegistryHealthOptions>().BindConfiguration(RegistryHealthOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RegistriesOptions>, RegistriesOptionsValidator>();
        services.AddSingleton<IValidateOptions<RegistryHealthOptions>, RegistryHealthOptionsValidator>();

        services.TryAddSingleton<DistributionOptions>();
        services.TryAddSingleton<HostBudgets>();
        services.AddSingleton<IRegistryDriverFactory, DockerRegistryDriverFactory>();
        services.AddSingleton<IRegistryDriverFactory, HarborDriverFactory>();
        services.AddSingleton<IRegistryDriverFactory, ArtifactoryDriverFactory>();
        services.AddSingleton<RegistryDetector>();
        services.AddSingleton<RegistryDrivers>();
        services.AddSingleton<RegistryConnections>();
        services.AddSingleton<IRegistryConnections>(provider => provider.GetRequiredService<RegistryConnections>());

        services.AddSingleton<RegistryHealthBoard>();
        services.AddSingleton<IRegistryHealth>(provider => provider.GetRequiredService<RegistryHealthBoard>());
        services.AddSingleton<HealthStore>();
        services.AddSingleton<RegistryChecker>();
        services.AddHostedService<RegistryHealthWorker>();

        services.AddSingleton<RegistryInspector>();
        services.AddSingleton<ProbeBudget>();
        services.AddSingleton<OwnIdentity>();
        services.AddSingleton<OwnServiceRule>();
        services.AddSingleton<SameRegistry>();
        services.AddSingleton<RegistryViews>();
        services.AddSingleton<RegistryReader>();
        services.AddSingleton<RegistryIntegrationService>();
        services.AddSingleton<RegistryEditService>();
        services.AddSingleton<RegistryRemovalService>();
        services.AddSingleton<RegistryCheckService>();
        services.AddSingleton<RegistryIdentityViews>();
        services.AddSingleton<RegistryIdentityService>();
        services.AddSingleton<RemovedHostService>();

        services.AddSingleton<LeavingRegistryStore>();
        services.AddSingleton<RegistryLeave>();
        services.AddHostedService<RegistryLeaveWorker>();
        services.AddSingleton<LeavingRegistryService>();
        return services;
    }

    public static IEndpointRouteBuilder MapRegistries(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGroup("/api/v1").WithTags("Registries"), "", AccessRule.PlatformAdmin, AccessRule.PlatformAdmin);
        Map(routes.MapGroup("/api/v1/workspaces/{w}").WithTags("Workspace registries"), "Workspace", AccessRule.WorkspaceViewer, AccessRule.WorkspaceAdmin);

        var leaving = routes.MapGroup("/api/v1/leaving-registries").RequireAccess(AccessRule.PlatformAdmin).WithTags("Registries");
        leaving.MapGet("/", RegistriesEndpoints.ListLeavingAsync).WithName("ListLeavingRegistries").WithSummary("Lists removed registries in which something that Roadstead made still is.");
        leaving.MapDelete("/{id:guid}", RegistriesEndpoints.ForgetLeavingAsync).WithName("ForgetLeavingRegistry").WithSummary("Forgets a removed registry and its login; what Roadstead made there stays.");
        return routes;
    }

    private static void Map(RouteGroupBuilder level, string prefix, AccessRule see, AccessRule change)
    {
        level.AddEndpointFilter(RetryAfterFilter.ApplyAsync);
        var registries = level.MapGroup("/registries");
        registries.MapPost("/", RegistriesEndpoints.IntegrateAsync).RequireAccess(change).WithName($"Integrate{prefix}Registry").WithSummary("Integrates a registry: checked before it is stored.");
        registries.MapPost("/probe", RegistriesEndpoints.ProbeAsync).RequireAccess(change).WithName($"Probe{prefix}Registry").WithSummary("Says what is at an address, by which evidence, and which address to integrate; nothing is stored. A login is sent only after that, to the product that was found.");
        registries.MapGet("/", RegistriesEndpoints.ListAsync).RequireAccess(see).WithName($"List{prefix}Registries").WithSummary("Lists the registries.");
        registries.MapGet("/{r}", RegistriesEndpoints.GetAsync).RequireAccess(see).WithName($"Get{prefix}Registry").WithSummary("Shows a registry and its health.");
        registries.MapPatch("/{r}", RegistriesEndpoints.EditAsync).RequireAccess(change).WithName($"Edit{prefix}Registry").WithSummary("Changes a registry: checked before it is stored.");
        registries.MapDelete("/{r}", RegistriesEndpoints.RemoveAsync).RequireAccess(change).WithName($"Remove{prefix}Registry").WithSummary("Unbinds a registry; the remote one stays as it is, and its hosts stay denied.");
        registries.MapPost("/{r}/check", RegistriesEndpoints.CheckAsync).RequireAccess(change).WithName($"Check{prefix}Registry").WithSummary("Checks a registry now, its login included.");
        registries.MapGet("/{r}/impact", RegistriesEndpoints.ImpactAsync).RequireAccess(change).WithName($"Get{prefix}RegistryImpact").WithSummary("Who loses access when the registry is removed.");
        registries.MapGet("/{r}/identities", RegistriesEndpoints.ListIdentitiesAsync).RequireAccess(change).WithName($"List{prefix}RegistryIdentities").WithSummary("Lists the pull identities for a registry.");
        registries.MapPost("/{r}/identities/rotate", RegistriesEndpoints.RotateIdentitiesAsync).RequireAccess(change).WithName($"Rotate{prefix}RegistryIdentities").WithSummary("Renews the pull identities for a registry. In a Kubernetes cluster the old ones go when the pull secrets hold the new; elsewhere they are dead at once.");

        level.MapGet("/removed-hosts", RegistriesEndpoints.ListRemovedHostsAsync).RequireAccess(see).WithName($"List{prefix}RemovedHosts").WithSummary("Lists hosts that stay denied because their registry was removed.");
        level.MapDelete("/removed-hosts/{host}", RegistriesEndpoints.ForgetHostAsync).RequireAccess(change).WithName($"Forget{prefix}RemovedHost").WithSummary("Forgets a removed host: it is like any other again.");
    }
}
