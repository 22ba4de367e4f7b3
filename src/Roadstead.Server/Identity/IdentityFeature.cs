using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Roadstead.Server.Http;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Identity;

public static class IdentityFeature
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            identity.Password = new PasswordOptions
            {
                RequiredLength = Passwords.MinLength,
                RequiredUniqueChars = 1,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
        }).AddUserStore<UserStore>();

        services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, displayName: null, policy => policy.ForwardDefaultSelector = Schemes.Choose)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Schemes.Bearer, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, BasicHandler>(Schemes.Basic, configureOptions: null)
            .AddCookie(Schemes.Cookie);
        services.ConfigureOptions<SessionCookies>();
        services.AddDataProtection().SetApplicationName("Roadstead");
        services.AddSingleton<KeyRingFiles>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRing>();

        services.AddSingleton<CallerService>();
        services.AddSingleton<PasswordTurns>();
        services.AddSingleton<InitialPassword>();
        services.AddSingleton<TokenUse>();
        services.AddSingleton<ApiTokenService>();
        services.AddScoped<PasswordService>();
        services.AddScoped<UserService>();
        services.AddScoped<SignInService>();
        services.AddHostedService<FirstAdminWorker>();
        services.AddHostedService<TokenUseWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/api/v1/tokens").RequireAccess(AccessRule.SignedIn).WithTags("Tokens");
        tokens.MapPost("/", IdentityEndpoints.CreateTokenAsync).WithMetadata(new AcceptsPassword()).WithName("CreateToken").WithSummary("Makes an API token for the caller, who signs in by HTTP Basic or a session.");
        tokens.MapGet("/", IdentityEndpoints.ListTokensAsync).WithName("ListTokens").WithSummary("Lists the caller's API tokens.");
        tokens.MapDelete("/{id:guid}", IdentityEndpoints.DeleteTokenAsync).WithName("DeleteToken").WithSummary("Ends one of the caller's API tokens.");

        var me = routes.MapGroup("/api/v1/me").RequireAccess(AccessRule.SignedIn).WithTags("Users");
        me.MapGet("/", IdentityEndpoints.MeAsync).WithName("Me").WithSummary("Shows who calls.");
        me.MapPut("/password", IdentityEndpoints.ChangePasswordAsync).WithName("ChangePassword").WithSummary("Changes the caller's password; all sessions and tokens but this session end.");

        var users = routes.MapGroup("/api/v1/users").RequireAccess(AccessRule.PlatformAdmin).WithTags("Users");
        users.MapPost("/", IdentityEndpoints.CreateUserAsync).WithName("CreateUser").WithSummary("Makes a user.");
        users.MapGet("/", IdentityEndpoints.ListUsersAsync).WithName("ListUsers").WithSummary("Lists the users.");
        users.MapGet("/{name}", IdentityEndpoints.GetUserAsync).WithName("GetUser").WithSummary("Shows a user.");
        users.MapPatch("/{name}", IdentityEndpoints.EditUserAsync).WithName("EditUser").WithSummary("Changes a user's password or role, disables or enables the user, which ends the user's sessions and tokens.");
        users.MapDelete("/{name}", IdentityEndpoints.DeleteUserAsync).WithName("DeleteUser").WithSummary("Deletes a user.");
        users.MapGet("/-/tokens", IdentityEndpoints.ListAllTokensAsync).WithName("ListAllTokens").WithSummary("Lists everybody's API tokens, without their texts.");
        users.MapGet("/{name}/tokens", IdentityEndpoints.ListTokensOfAsync).WithName("ListTokensOfUser").WithSummary("Lists a user's API tokens, without their texts.");
        users.MapDelete("/{name}/tokens/{id:guid}", IdentityEndpoints.DeleteTokenOfAsync).WithName("DeleteTokenOfUser").WithSummary("Ends one of a user's API tokens.");
        users.MapDelete("/{name}/sessions", IdentityEndpoints.SignOutUserAsync).WithName("SignOutUser").WithSummary("Ends all sessions and API tokens of a user.");
        return routes;
    }
}
