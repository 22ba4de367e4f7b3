using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Roadstead.Server.Console.Assets;
using Roadstead.Server.Console.Errors;
using Roadstead.Server.Console.Security;
using Roadstead.Server.Console.Session;

namespace Roadstead.Server.Console;

/// <summary>The pages for people. Everything is drawn on the server; see README.md of this folder for how a page is written.</summary>
public static class ConsoleFeature
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "roadstead-antiforgery";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AssetStore>();
        services.TryAddScoped(p => p.GetRequiredService<IHttpContextAccessor>().HttpContext!.Page());
        return services;
    }

    /// <summary>Before routing: headers and error pages around everything that a browser may see.</summary>
    public static IApplicationBuilder UseConsole(this IApplicationBuilder app) =>
        app.UseMiddleware<SecurityHeadersMiddleware>().UseMiddleware<ConsoleErrorsMiddleware>();

    /// <summary>Needs <c>UseAntiforgery</c> before the endpoints run, and an <see cref="IConsoleSession"/>.</summary>
    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{hash}/{**name}", AssetEndpoints.Get).ExcludeFromDescription();

        var pages = MapPages(routes);
        pages.MapGet(ConsolePaths.SignIn, SessionEndpoints.SignInForm).WithMetadata(PageRule.Anonymous);
        pages.MapPost(ConsolePaths.SignIn, SessionEndpoints.SignInAsync).WithMetadata(PageRule.Anonymous);
        pages.MapPost(ConsolePaths.SignOut, SessionEndpoints.SignOutAsync).WithMetadata(PageRule.Anonymous);
        pages.MapGet(ConsolePaths.SetUp, SessionEndpoints.SetUpForm);
        pages.MapPost(ConsolePaths.SetUp, SessionEndpoints.SetUpAsync);
        pages.MapPost(ConsolePaths.Theme, SessionEndpoints.SetThemeAsync).WithMetadata(PageRule.Anonymous);
        return routes;
    }

    /// <summary>A group whose routes are pages: session, page rule and antiforgery come before them.</summary>
    internal static RouteGroupBuilder MapPages(IEndpointRouteBuilder routes) =>
        routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, PageFilter>().WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();
}
