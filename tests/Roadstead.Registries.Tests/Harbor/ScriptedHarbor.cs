using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>
/// A Harbor that says what a test has it say, for what a whole one never does: bodies that break off, lists that shrink, logins that turn wrong in the middle.
/// Unless told otherwise it is a 2.15 whose administrator signs in. Like the real one it takes whoever it does not know for nobody, and sets a cookie with every answer.
/// </summary>
internal sealed class ScriptedHarbor : IAsyncDisposable
{
    public static readonly RegistryCredentials Admin = new("admin", "Harbor12345");

    private readonly ConcurrentDictionary<string, RequestDelegate> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> targets = new();
    private HttpServer? server;

    public string Version { get; set; } = "v2.15.2-080b0220";

    public string AuthMode { get; set; } = "db_auth";

    /// <summary>False has every login taken for nobody.</summary>
    public bool TakesLogins { get; set; } = true;

    public HttpServer Server => server!;

    /// <summary>Method and target of each call, as they came over the wire.</summary>
    public IReadOnlyList<string> Targets => [.. targets];

    /// <summary>Calls that carried a login.</summary>
    public int LoginsSent => Server.Requests.Count(request => request.Authorization is not null);

    public static async Task<ScriptedHarbor> StartAsync()
    {
        var harbor = new ScriptedHarbor();
        harbor.On("GET /api/v2.0/ping", context => context.Response.WriteAsync("Pong"));
        harbor.Json("GET /api/v2.0/health", """{"status":"healthy","components":[{"name":"core","status":"healthy"}]}""");
        harbor.On("GET /api/v2.0/systeminfo", harbor.SystemAsync);
        harbor.Json("GET /api/v2.0/users/current", """{"user_id":1,"username":"admin","sysadmin_flag":true,"admin_role_in_auth":false}""");
        harbor.Json("GET /api/v2.0/projects", "[]");
        harbor.Json("GET /api/v2.0/repositories", "[]");
        harbor.Json("GET /api/v2.0/quotas", "[]");
        harbor.On("GET /v2/", Challenge);
        harbor.server = await HttpServer.StartAsync(harbor.AnswerAsync);
        return harbor;
    }

    /// <summary>What a call gets: method and path, without the query, exactly as they come over the wire.</summary>
    public void On(string call, RequestDelegate answer) => routes[call] = answer;

    public void Json(string call, string json, int status = 200) => On(call, context => WriteAsync(context, json, status));

    public void Fails(string call, int status, string code) => Json(call, $$"""{"errors":[{"code":"{{code}}","message":"a message"}]}""", status);

    /// <summary>A list that Harbor cuts into pages as it does.</summary>
    public void List(string call, Func<IReadOnlyList<object>> all) => On(call, context =>
    {
        var size = int.Parse(context.Request.Query["page_size"]!, CultureInfo.InvariantCulture);
        if (size > 100)
        {
            return WriteAsync(context, """{"errors":[{"code":"UNPROCESSABLE_ENTITY","message":"page_size"}]}""", 422);
        }

        var page = int.Parse(context.Request.Query["page"]!, CultureInfo.InvariantCulture);
        var rows = all();
        context.Response.Headers["X-Total-Count"] = rows.Count.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.Link = "</api/v2.0/nowhere?page=2&q=a b>; rel=\"next\"";
        return WriteAsync(context, JsonSerializer.Serialize(rows.Skip((page - 1) * size).Take(size)), 200);
    });

    public static object Project(long id, string name, bool isPublic = false) => new { project_id = id, name, metadata = new { @public = isPublic ? "true" : "false" }, repo_count = 1 };

    public RegistryEndpoint Endpoint(RegistryCredentials? login = null, bool platform = true) => Some.Endpoint(Server.Url, login ?? Admin) with { NeedsAdministration = platform };

    public IRegistryDriver Driver(RegistryCredentials? login = null, bool platform = true) => Some.Harbor(Endpoint(login, platform));

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public static async Task WriteAsync(HttpContext context, string body, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    }

    public static Task Challenge(HttpContext context)
    {
        context.Response.StatusCode = 401;
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        context.Response.Headers.WWWAuthenticate = context.Request.Headers.Authorization.Count > 0 ? "Basic realm=\"harbor\"" : $"Bearer realm=\"http://{context.Request.Host}/service/token\",service=\"harbor-registry\"";
        return Task.CompletedTask;
    }

    private Task SystemAsync(HttpContext context) => WriteAsync(
        context,
        IsKnown(context)
            ? $$"""{"auth_mode":"{{AuthMode}}","harbor_version":"{{Version}}","external_url":"http://harbor.example","project_creation_restriction":"everyone","read_only":false}"""
            : $$"""{"auth_mode":"{{AuthMode}}","self_registration":false}""",
        200);

    private bool IsKnown(HttpContext context) => TakesLogins && context.Request.Headers.Authorization.Count > 0;

    private Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        targets.Enqueue($"{context.Request.Method} {target}");
        context.Response.Headers.SetCookie = "sid=" + Guid.NewGuid().ToString("N") + "; Path=/; HttpOnly";
        var call = $"{context.Request.Method} {target.Split('?')[0]}";
        if (!IsKnown(context) && call is "GET /api/v2.0/users/current" or "GET /api/v2.0/quotas" && !IsKnown(context))
        {
            return WriteAsync(context, """{"errors":[{"code":"UNAUTHORIZED","message":"unauthorized"}]}""", 401);
        }

        return routes.TryGetValue(call, out var answer) ? answer(context) : WriteAsync(context, """{"errors":[{"code":"NOT_FOUND","message":"not found"}]}""", 404);
    }
}
