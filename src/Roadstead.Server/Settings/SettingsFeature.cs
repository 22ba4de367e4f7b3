using Roadstead.Server.Http;

namespace Roadstead.Server.Settings;

/// <summary>What is configured, and what runs here: to look at only.</summary>
public static class SettingsFeature
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<SettingsService>()
        .AddSingleton<AboutService>();

    public static IEndpointRouteBuilder MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/settings", SettingsEndpoints.List).RequireAccess(AccessRule.PlatformAdmin).WithTags("Settings")
            .WithName("ListSettings").WithSummary("Lists the settings of the server that are in force, with what set each; never a secret.");
        routes.MapGet("/api/v1/about", SettingsEndpoints.AboutAsync).RequireAccess(AccessRule.PlatformAdmin).WithTags("Settings")
            .WithName("About").WithSummary("Shows version, runtime, store and parts of the server, for a bug report; holds no secret.");
        return routes;
    }
}
