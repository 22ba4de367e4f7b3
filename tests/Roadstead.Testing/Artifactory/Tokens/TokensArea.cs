using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Tokens;

/// <summary>Access tokens by the Access service, since 7.21.</summary>
internal sealed class TokensArea : IArtifactoryArea
{
    private const string All = "/access/api/v1/tokens";
    private const int MaxUsername = 255;
    private const int MaxScope = 500;
    private const int MaxDescription = 1024;

    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("POST", All, Create, features => features.AccessTokens);
        routes.Map("GET", All, List, features => features.AccessTokens);
        routes.Map("GET", All + "/{id}", Get, features => features.AccessTokens);
        routes.Map("DELETE", All + "/{id}", Revoke, features => features.AccessTokens);
    }

    private static ArtifactoryAnswer Create(ArtifactoryCall call)
    {
        var fields = call.Fields();
        if (fields.GetValueOrDefault("grant_type") == "refresh_token")
        {
            return Refresh(call, fields);
        }

        call.RequireUser();
        if (call.Identity.Token is null && !call.State.Settings.TokensByBasic)
        {
            throw ArtifactoryException.Unauthorized();
        }

        if (fields.GetValueOrDefault("grant_type", "client_credentials") != "client_credentials")
        {
            throw ArtifactoryException.BadRequest("Unsupported grant type");
        }

        var username = fields.GetValueOrDefault("username", call.Identity.Name);
        var scope = fields.GetValueOrDefault("scope", "applied-permissions/user");
        var description = fields.GetValueOrDefault("description", "");
        Check(call, username, scope, description);
        var seconds = ArtifactoryCall.Number(fields, "expires_in", (int)call.State.Settings.DefaultTokenLife.TotalSeconds);
        if (seconds < 0 || (seconds == 0 && !call.Identity.IsAdmin))
        {
            throw ArtifactoryException.Forbidden("Only an admin may create a token that never expires");
        }

        var reference = fields.GetValueOrDefault("include_reference_token") == "true" && call.Features.ReferenceTokens;
        var token = call.State.TokenStore.Create(
            username, scope, seconds == 0 ? null : TimeSpan.FromSeconds(seconds), fields.GetValueOrDefault("refreshable") == "true", reference, fields.GetValueOrDefault("audience", "*@*"), description);
        return Created(token, seconds);
    }

    // The old token goes with the new one.
    private static ArtifactoryAnswer Refresh(ArtifactoryCall call, Dictionary<string, string> fields)
    {
        var token = call.State.TokenStore.FindRefresh(fields.GetValueOrDefault("refresh_token", ""));
        if (token is null || token.Value != fields.GetValueOrDefault("access_token"))
        {
            throw ArtifactoryException.BadRequest("The provided refresh token is invalid");
        }

        var seconds = ArtifactoryCall.Number(fields, "expires_in", token.ExpiresAt is { } end ? (int)(end - token.IssuedAt).TotalSeconds : 0);
        var renewed = call.State.TokenStore.Create(token.Username, token.Scope, seconds == 0 ? null : TimeSpan.FromSeconds(seconds), refreshable: true, token.ReferenceToken is not null, token.Audience, token.Description);
        call.State.TokenStore.Revoke(token);
        return Created(renewed, seconds);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireUser();
        var found = call.State.TokenStore.Stored.Where(token => call.Identity.IsAdmin || token.Username == call.Identity.Name)
            .Where(token => call.Query("username") is not { } name || token.Username == name)
            .Where(token => call.Query("description") is not { } text || token.Description == text);
        return ArtifactoryAnswer.PlainJson(new JsonObject { ["tokens"] = ArtifactoryJson.Array(found, token => View(call, token)) });
    }

    private static ArtifactoryAnswer Get(ArtifactoryCall call)
    {
        call.RequireUser();
        return ArtifactoryAnswer.PlainJson(View(call, Find(call)));
    }

    private static ArtifactoryAnswer Revoke(ArtifactoryCall call)
    {
        call.RequireUser();
        call.State.TokenStore.Revoke(Find(call));
        return ArtifactoryAnswer.Text("Token revoked");
    }

    private static ArtifactoryToken Find(ArtifactoryCall call) =>
        call.State.TokenStore.FindStored(call.Path("id")) is { } token && (call.Identity.IsAdmin || token.Username == call.Identity.Name)
            ? token
            : throw ArtifactoryException.NotFound("Token not found");

    private static void Check(ArtifactoryCall call, string username, string scope, string description)
    {
        if (username.Length is 0 or > MaxUsername || scope.Length is 0 or > MaxScope || description.Length > MaxDescription)
        {
            throw ArtifactoryException.BadRequest("username, scope or description is too long");
        }

        foreach (var part in scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isResource = ResourceScope.Parse(part) is not null && call.Features.ResourceScopes;
            if (part is not ("applied-permissions/user" or "applied-permissions/admin" or "system:metrics:r") && !isResource
                && !part.StartsWith("applied-permissions/groups:", StringComparison.Ordinal) && !part.StartsWith("applied-permissions/roles:", StringComparison.Ordinal))
            {
                throw ArtifactoryException.BadRequest($"The scope '{part}' is not valid");
            }
        }

        if (!call.Identity.IsAdmin && (username != call.Identity.Name || scope.Contains("applied-permissions/admin", StringComparison.Ordinal) || scope.Split(' ').SelectMany(TokenScopes.GroupsOf).Except(call.Identity.Groups).Any()))
        {
            throw ArtifactoryException.Forbidden("A user who is no admin may only create tokens for himself and for his own groups");
        }
    }

    private static ArtifactoryAnswer Created(ArtifactoryToken token, int seconds) => ArtifactoryAnswer.PlainJson(new JsonObject
    {
        ["token_id"] = token.Id,
        ["access_token"] = token.Value,
        ["scope"] = token.Scope,
        ["token_type"] = "Bearer",
    }.With(seconds > 0, "expires_in", seconds).With(token.RefreshToken is not null, "refresh_token", token.RefreshToken).With(token.ReferenceToken is not null, "reference_token", token.ReferenceToken));

    private static JsonObject View(ArtifactoryCall call, ArtifactoryToken token) => new JsonObject
    {
        ["token_id"] = token.Id,
        ["subject"] = $"{call.State.ServiceId}/users/{token.Username}",
        ["scope"] = token.Scope,
        ["issued_at"] = token.IssuedAt.ToUnixTimeSeconds(),
        ["issuer"] = call.State.ServiceId,
        ["description"] = token.Description,
        ["refreshable"] = token.RefreshToken is not null,
    }.With(token.ExpiresAt is not null, "expiry", token.ExpiresAt?.ToUnixTimeSeconds());
}
