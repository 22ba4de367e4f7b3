using System.Globalization;
using System.Text.Json;
using Roadstead.Server.Http;

namespace Roadstead.Server.Tokens;

/// <summary>The token endpoint, for Docker Registries that trust Roadstead and for the gateway.</summary>
internal static class TokensEndpoints
{
    public static async Task GetAsync(HttpContext context, TokenService tokens)
    {
        var (request, error) = TokenRequestReader.FromQuery(context.Request);
        await AnswerAsync(context, tokens, request, error, isForm: false);
    }

    public static async Task PostAsync(HttpContext context, TokenService tokens)
    {
        var (request, error) = await TokenRequestReader.FromFormAsync(context.Request, context.RequestAborted);
        await AnswerAsync(context, tokens, request, error, isForm: true);
    }

    /// <summary>What registries put into <c>rootcertbundle</c>.</summary>
    public static IResult Certificate(SigningKeys keys) => TypedResults.Text(keys.CertificatesPem(), "application/x-pem-file");

    private static async Task AnswerAsync(HttpContext context, TokenService tokens, TokenRequest? request, OciError? error, bool isForm)
    {
        IssuedToken? issued = null;
        if (request is not null) (issued, error) = tokens.Issue(request);
        if (error is not null)
        {
            // A 401 without a challenge would be no HTTP; with one for the token endpoint itself clients ask for a login.
            if (error.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Basic realm=\"Roadstead token service\"";
            await error.WriteAsync(context);
            return;
        }

        var answer = new Dictionary<string, object>
        {
            ["token"] = issued!.Token,
            ["access_token"] = issued.Token,
            ["expires_in"] = (int)TokenSigner.Life.TotalSeconds,
            ["issued_at"] = issued.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (isForm)
        {
            answer["token_type"] = "Bearer";
            answer["scope"] = issued.Scope;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer), context.RequestAborted);
    }
}
