using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Roadstead.Server.Console.Access;
using Roadstead.Server.Console.Assets;
using Roadstead.Server.Console.Audit;
using Roadstead.Server.Console.Bindings;
using Roadstead.Server.Console.Clusters;
using Roadstead.Server.Console.Dashboard;
using Roadstead.Server.Console.Deployments;
using Roadstead.Server.Console.Errors;
using Roadstead.Server.Console.Identities;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Console.Images.Notes;
using Roadstead.Server.Console.Languages;
using Roadstead.Server.Console.Leaving;
using Roadstead.Server.Console.ManagedHarbors;
using Roadstead.Server.Console.Pulls;
using Roadstead.Server.Console.Registries;
using Roadstead.Server.Console.Security;
using Roadstead.Server.Console.Session;
using Roadstead.Server.Console.Settings;
using Roadstead.Server.Console.Spaces;
using Roadstead.Server.Console.Spaces.Choice;
using Roadstead.Server.Console.Spaces.Many;
using Roadstead.Server.Console.Tokens;
using Roadstead.Server.Console.Users;
using Roadstead.Server.Console.Workspaces;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console;

/// <summary>The pages for people. Everything is drawn on the server; README.md of this folder says how a page is written.</summary>
public static class ConsoleFeature
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddScoped<IStringLocalizer<ConsoleText>, ConsoleLocalizer>();
        services.AddHttpContextAccessor();
        services.Configure<AntiforgeryOptions>(o => o.SuppressXFrameOptionsHeader = true); // frame-ancestors says it
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AssetStore>();
        services.TryAddScoped<IConsoleSession, ServerSession>();
        services.TryAddSingleton<SecretCookie>();
        services.TryAddScoped<WorkspaceFrameService>();
        services.TryAddScoped<ClusterChoices>();
        services.TryAddScoped<AttentionService>();
        services.TryAddScoped<BindingChoiceReader>();
        services.TryAddScoped<ManyReader>();
        services.TryAddScoped<ImageNoteService>();
        services.TryAddScoped<MemberStepsService>();
        services.TryAddScoped(p => p.GetRequiredService<IHttpContextAccessor>().HttpContext!.Page());
        return services;
    }

    /// <summary>First of all middleware: headers and error pages around everything that a browser may see.</summary>
    public static IApplicationBuilder UseConsole(this IApplicationBuilder app) => app
        .UseMiddleware<SecurityHeadersMiddleware>()
        .UseMiddleware<HtmxRedirectMiddleware>()
        .UseMiddleware<ConsoleErrorsMiddleware>();

    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder routes)
    {
        MapFrame(routes);
        var pages = MapPages(routes);
        DashboardPageEndpoints.Map(pages);
        RegistryPageEndpoints.Map(pages.MapGroup(ConsolePaths.Registries), AccessRule.PlatformAdmin, AccessRule.PlatformAdmin);
        RegistryPageEndpoints.Map(pages.MapGroup(ConsolePaths.Workspaces + "/{w}" + ConsolePaths.Registries), AccessRule.WorkspaceViewer, AccessRule.WorkspaceAdmin);
        SpacePageEndpoints.Map(pages);
        ClusterPageEndpoints.Map(pages);
        ManagedHarborPages.Map(pages);
        LeavingPages.Map(pages);
        UserPageEndpoints.Map(pages);
        TokenPageEndpoints.Map(pages);
        AuditPageEndpoints.Map(pages);
        WorkspacePages.Map(pages);
        ImagePages.Map(pages);
        DeploymentPages.Map(pages);
        AccessPages.Map(pages);
        PullListEndpoints.Map(pages);
        BindingListEndpoints.Map(pages);
        IdentityPageEndpoints.Map(pages);
        SettingsPageEndpoints.Map(pages);
        return routes;
    }

    /// <summary>What stands around the pages: files, sign-in and set-up. Needs no other feature.</summary>
    internal static void MapFrame(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{hash}/{**name}", AssetEndpoints.Get).RequireAccess(AccessRule.Anonymous).ExcludeFromDescription();

        var pages = MapPages(routes);
        pages.MapGet(ConsolePaths.SignIn, SessionEndpoints.SignInForm).RequireAccess(AccessRule.Anonymous);
        pages.MapPost(ConsolePaths.SignIn, SessionEndpoints.SignInAsync).RequireAccess(AccessRule.Anonymous);
        pages.MapPost(ConsolePaths.SignOut, SessionEndpoints.SignOutAsync).RequireAccess(AccessRule.Anonymous);
        pages.MapPost(ConsolePaths.Theme, SessionEndpoints.SetThemeAsync).RequireAccess(AccessRule.Anonymous);
        pages.MapPost(ConsolePaths.Language, SessionEndpoints.SetLanguageAsync).RequireAccess(AccessRule.Anonymous);
        pages.MapGet(ConsolePaths.SetUp, SessionEndpoints.SetUpForm);
        pages.MapPost(ConsolePaths.SetUp, SessionEndpoints.SetUpAsync);
    }

    /// <summary>A group whose routes are pages for everybody who is signed in, unless a route says another rule.</summary>
    internal static RouteGroupBuilder MapPages(IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAccess(AccessRule.SignedIn).AddEndpointFilter<RouteGroupBuilder, PageFilter>().ExcludeFromDescription();
}
