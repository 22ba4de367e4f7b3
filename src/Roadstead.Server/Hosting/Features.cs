using Roadstead.Server.Access;
using Roadstead.Server.Admission;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters;
using Roadstead.Server.Console;
using Roadstead.Server.Deployments;
using Roadstead.Server.Events;
using Roadstead.Server.Gateway;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.ManagedHarbors;
using Roadstead.Server.Metrics;
using Roadstead.Server.Overview;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.PullSecrets;
using Roadstead.Server.Registries;
using Roadstead.Server.Settings;
using Roadstead.Server.Spaces;
using Roadstead.Server.Storage;
using Roadstead.Server.Tokens;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Hosting;

/// <summary>The table of contents: every feature, added and mapped.</summary>
internal static class Features
{
    public static void Add(IServiceCollection services) => services
        .AddMetricsText()
        .AddStorage()
        .AddAccess()
        .AddAdmission()
        .AddTokens()
        .AddGateway()
        .AddClusters()
        .AddWorkspaces()
        .AddRegistries()
        .AddManagedHarbors()
        .AddSpaces()
        .AddImages()
        .AddEvents()
        .AddDeployments()
        .AddOverview()
        .AddAudit()
        .AddIdentity()
        .AddPullIdentities()
        .AddRegistryAccounts()
        .AddPullSecrets()
        .AddSettings()
        .AddConsole();

    public static void Use(WebApplication app)
    {
        app.UseConsole();
        app.UseMiddleware<RequestFailureMiddleware>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ActorMiddleware>();
        app.UseMiddleware<AccessRuleMiddleware>();
    }

    public static void Map(WebApplication app)
    {
        app.MapOpenApi().RequireAccess(AccessRule.Anonymous);
        app.MapHealth().MapMetrics();
        app.MapIdentity().MapAudit().MapSettings();
        app.MapClusters().MapWorkspaces().MapRegistries().MapManagedHarbors().MapSpaces().MapPullIdentities();
        app.MapImages().MapDeployments().MapOverview();
        app.MapAccess().MapTokens().MapGateway().MapEvents();
        app.MapConsole();
    }
}
