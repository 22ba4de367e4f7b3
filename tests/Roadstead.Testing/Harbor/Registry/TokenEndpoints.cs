using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>The token service: 200 for nearly everything; whether there are rights stands only in the token.</summary>
internal static class TokenEndpoints
{
    public static HarborAnswer Answer(HttpContext http, HarborState state, HarborIdentity identity, RegistryTokens tokens)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            return HarborAnswer.Text("Method Not Allowed\n", "text/plain; charset=utf-8", 405);
        }

        var service = http.Request.Query["service"].ToString();
        if (service != "harbor-registry")
        {
            return HarborAnswer.Text($"Unable to handle service: {service}", "text/plain; charset=utf-8", 400);
        }

        var scopes = http.Request.Query["scope"].SelectMany(scope => (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (scopes.Count == 0 && !identity.IsAuthenticated)
        {
            return new HarborAnswer(401);
        }

        string token;
        lock (state.Gate)
        {
            token = tokens.Sign(identity.Name, scopes.Count == 0 ? null : Grant(scopes, state, identity));
        }

        var body = new JsonObject { ["token"] = token, ["access_token"] = "", ["expires_in"] = state.Configuration.TokenExpiration * 60, ["issued_at"] = HarborJson.Seconds(state.Now) };
        return new HarborAnswer(200) { Body = Encoding.UTF8.GetBytes(body.ToJsonString(HarborJson.Options)), ContentType = "application/json; charset=utf-8" };
    }

    // The actions of a scope are not looked at: everything that the caller may is granted.
    private static List<TokenAccess> Grant(List<string> scopes, HarborState state, HarborIdentity identity)
    {
        var granted = scopes.Select(scope => Grant(scope, state, identity)).ToList();
        // A project's robot is judged as in the first scope: another project there, and nothing is left for its own.
        if (identity is RobotIdentity { Robot.Project: { } own } && scopes.Count > 1 && ProjectOf(granted[0], state) is { } first && first != own)
        {
            granted = [.. granted.Select(access => ProjectOf(access, state) == own ? access with { Actions = [] } : access)];
        }

        return granted;
    }

    private static TokenAccess Grant(string scope, HarborState state, HarborIdentity identity)
    {
        var (first, last) = (scope.IndexOf(':', StringComparison.Ordinal), scope.LastIndexOf(':'));
        if (first < 0 || last == first)
        {
            return new TokenAccess(first < 0 ? scope : scope[..first], "", []);
        }

        var access = new TokenAccess(scope[..first], scope[(first + 1)..last], []);
        if (access is { Type: "registry", Name: "catalog" })
        {
            return access with { Actions = identity.IsAdmin ? ["*"] : [] };
        }

        if (access.Type == "repository" && !access.Name.Contains('/', StringComparison.Ordinal))
        {
            throw HarborException.Internal();
        }

        return ProjectOf(access, state) is { } project ? access with { Actions = identity.RegistryActions(project) } : access;
    }

    private static Projects.ProjectState? ProjectOf(TokenAccess access, HarborState state) => access.Type == "repository" ? state.Projects.Find(access.Name.Split('/')[0]) : null;
}
