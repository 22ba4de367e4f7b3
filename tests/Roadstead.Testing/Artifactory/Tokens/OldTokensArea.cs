using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Tokens;

/// <summary>Access tokens by the old API, the only one of 6.x; 7.x still has it.</summary>
internal sealed class OldTokensArea : IArtifactoryArea
{
    private const int DefaultSeconds = 3600;

    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("POST", "/api/security/token", Create);
        routes.Map("GET", "/api/security/token", List);
        routes.Map("POST", "/api/security/token/revoke", Revoke);
    }

    private static ArtifactoryAnswer Create(ArtifactoryCall call)
    {
        call.RequireUser();
        var fields = call.Fields();
        if (fields.GetValueOrDefault("grant_type") == "refresh_token")
        {
            return Refresh(call, fields);
        }

        var username = fields.TryGetValue("username", out var named) && named.Length > 0 ? named : throw ArtifactoryException.BadRequest("username is required");

        // Somebody unknown needs groups to have rights by.
        var scope = fields.GetValueOrDefault("scope", call.State.FindUser(username) is null ? "" : "api:*");
        var groups = scope.Split(' ').SelectMany(TokenScopes.GroupsOf).ToList();
        if (scope.Length == 0 || !scope.Split(' ').All(part => part.StartsWith("member-of-groups:", StringComparison.Ordinal) || part == "api:*" || part.StartsWith("jfrt@", StringComparison.Ordinal)))
        {
            throw ArtifactoryException.BadRequest($"The scope '{scope}' is not valid");
        }

        if (!call.Identity.IsAdmin && (username != call.Identity.Name || groups.Except(call.Identity.Groups).Any()))
        {
            throw ArtifactoryException.Forbidden("A user who is no admin may only create tokens for himself and for his own groups");
        }

        var seconds = ArtifactoryCall.Number(fields, "expires_in", DefaultSeconds);
        if (seconds < 0 || (seconds == 0 && !call.Identity.IsAdmin))
        {
            throw ArtifactoryException.Forbidden("Only an admin may create a token that never expires");
        }

        return Created(Make(call, username, scope, seconds, fields.GetValueOrDefault("refreshable") == "true", fields.GetValueOrDefault("audience", call.State.ServiceId)), seconds);
    }

    private static ArtifactoryAnswer Refresh(ArtifactoryCall call, Dictionary<string, string> fields)
    {
        var token = call.State.TokenStore.FindRefresh(fields.GetValueOrDefault("refresh_token", ""));
        if (token is null || token.Value != fields.GetValueOrDefault("access_token"))
        {
            throw ArtifactoryException.BadRequest("The provided refresh token is invalid");
        }

        var seconds = ArtifactoryCall.Number(fields, "expires_in", DefaultSeconds);
        call.State.TokenStore.Revoke(token);
        return Created(Make(call, token.Username, token.Scope, seconds, refreshable: true, token.Audience), seconds);
    }

    private static ArtifactoryAnswer List(ArtifactoryCall call)
    {
        call.RequireAdmin();
        return ArtifactoryAnswer.Json(new JsonObject
        {
            ["tokens"] = ArtifactoryJson.Array(call.State.TokenStore.Stored, token => new JsonObject
            {
                ["token_id"] = token.Id,
                ["issuer"] = call.State.ServiceId,
                ["subject"] = $"{call.State.ServiceId}/users/{token.Username}",
                ["issued_at"] = token.IssuedAt.ToUnixTimeSeconds(),
                ["refreshable"] = token.RefreshToken is not null,
            }.With(token.ExpiresAt is not null, "expiry", token.ExpiresAt?.ToUnixTimeSeconds())),
        });
    }

    // By the token itself or by its id.
    private static ArtifactoryAnswer Revoke(ArtifactoryCall call)
    {
        call.RequireAdmin();
        var fields = call.Fields();
        var token = fields.TryGetValue("token", out var value) ? call.State.TokenStore.FindValid(value) : fields.TryGetValue("token_id", out var id) ? call.State.TokenStore.FindStored(id) : throw ArtifactoryException.BadRequest("token is required");
        if (token is not { IsStored: true })
        {
            return ArtifactoryAnswer.Text("Token not revocable or not found", 400);
        }

        call.State.TokenStore.Revoke(token);
        return ArtifactoryAnswer.Text("Token revoked");
    }

    private static ArtifactoryToken Make(ArtifactoryCall call, string username, string scope, int seconds, bool refreshable, string audience)
    {
        // What it was given of its user's groups is what the user may.
        var known = scope is "api:*" ? "applied-permissions/user" : scope;
        return call.State.TokenStore.Create(username, known, seconds == 0 ? null : TimeSpan.FromSeconds(seconds), refreshable, audience: audience);
    }

    private static ArtifactoryAnswer Created(ArtifactoryToken token, int seconds) => ArtifactoryAnswer.Json(new JsonObject
    {
        ["scope"] = token.Scope,
        ["access_token"] = token.Value,
        ["token_type"] = "Bearer",
    }.With(seconds > 0, "expires_in", seconds).With(token.RefreshToken is not null, "refresh_token", token.RefreshToken));
}
