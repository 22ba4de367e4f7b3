using Roadstead.Server.Http;

namespace Roadstead.Server.Hosting;

/// <summary>The table of contents: every feature, added and mapped.</summary>
internal static class Features
{
    public static void Add(IServiceCollection services) => services
        .AddHealthEndpoints();

    public static void Use(WebApplication app)
    {
        app.UseMiddleware<RequestFailureMiddleware>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<AccessRuleMiddleware>();
    }

    public static void Map(WebApplication app)
    {
        app.MapOpenApi().RequireAccess(AccessRule.Anonymous);
    }
}
