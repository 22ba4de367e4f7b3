using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Registries.Connections;

namespace Roadstead.Server.Tokens;

public static class TokensFeature
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenSigner>();
        services.AddSingleton<ITokenSigner, OwnTokens>();
        services.AddSingleton<TokenService>();
        return services;
    }

    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/token").RequireAccess(AccessRule.Anonymous).WithMetadata(new SignsInItself()).WithTags("Doors").DisableAntiforgery();
        tokens.MapGet("", TokensEndpoints.GetAsync).WithName("GetToken").WithSummary("The Docker token protocol: Basic credentials or none, scopes in, token out.");
        tokens.MapPost("", TokensEndpoints.PostAsync).WithName("PostToken").WithSummary("The same as an OAuth2 form (grant_type=password or refresh_token).");
        tokens.MapGet("/certificate", TokensEndpoints.Certificate).WithName("GetTokenCertificate").WithSummary("The certificates that a Docker Registry puts into auth.token.rootcertbundle.");
        return routes;
    }
}
