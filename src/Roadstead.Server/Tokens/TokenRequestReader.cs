using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Roadstead.Server.Http;

namespace Roadstead.Server.Tokens;

/// <summary>Reads questions to the token endpoint. Either the question or the error is null.</summary>
internal static class TokenRequestReader
{
    private const int MaxScopes = 100;
    private const string GrantHint = "Send grant_type=password with username and password, or grant_type=refresh_token with an API token; or ask by GET with Basic credentials.";

    private static readonly FormOptions Limits = new() { ValueCountLimit = 64, KeyLengthLimit = 256, ValueLengthLimit = 64 * 1024, BufferBodyLengthLimit = 256 * 1024 };

    /// <summary>The Docker token protocol: query parameters and Basic credentials. A repeated <c>scope</c> asks for all of them.</summary>
    public static (TokenRequest? Request, OciError? Error) FromQuery(HttpRequest request)
    {
        var error = ReadBasic(request, out var login);
        return (error is null ? new TokenRequest(One(request.Query["service"]), Scopes(request.Query["scope"]), login) : null, error);
    }

    /// <summary>The OAuth2 form. containerd tries it first, and asks again by GET when it is answered 400 or 401: so it is answered, not refused.</summary>
    public static async Task<(TokenRequest? Request, OciError? Error)> FromFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return (null, new OciError(StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED", "Send application/x-www-form-urlencoded."));
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(Limits, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return (null, Bad("The form cannot be read, or is too large."));
        }

        var question = new TokenRequest(One(form["service"]), Scopes(form["scope"]));
        switch (One(form["grant_type"]))
        {
            case "password" when One(form["username"]) is { } user:
                return (question with { Login = new BasicLogin(user, form["password"].ToString()) }, null);
            case "password" or null:
                var error = ReadBasic(request, out var login);
                if (error is null && login is null) error = Bad(GrantHint);
                return (error is null ? question with { Login = login } : null, error);
            case "refresh_token" when One(form["refresh_token"]) is { } token:
                return (question with { IdentityToken = token }, null);
            default:
                return (null, Bad(GrantHint));
        }
    }

    private static OciError? ReadBasic(HttpRequest request, out BasicLogin? login)
    {
        login = null;
        var header = request.Headers.Authorization;
        return header.Count == 0 || (header.Count == 1 && BasicLogin.TryParse(header[0], out login))
            ? null
            : OciError.Unauthorized("The token service takes 'Authorization: Basic' alone.");
    }

    private static IReadOnlyList<TokenScope> Scopes(StringValues parameters) => TokenScope.ParseAll(parameters, MaxScopes);

    private static string? One(StringValues values) => values is [{ Length: > 0 } first, ..] ? first : null;

    private static OciError Bad(string message) => new(StatusCodes.Status400BadRequest, "UNSUPPORTED", message);
}
