using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Answers of servers that are, or only look like, registries.</summary>
internal static class FakeRegistry
{
    public const string Username = "robot";
    public const string Password = "fake-secret";

    /// <summary>A Docker Registry without a login and without images.</summary>
    public static Task Open(HttpContext context)
    {
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Request.Path.Value switch
        {
            "/v2/" => context.Response.WriteAsync("{}"),
            "/v2/_catalog" => context.Response.WriteAsync("""{"repositories":[]}"""),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>One that asks for a password; <paramref name="accepts"/> says whether this one is right.</summary>
    public static Task Locked(HttpContext context, Func<string, string, bool>? accepts = null)
    {
        accepts ??= (username, password) => username == Username && password == Password;
        if (context.Request.Path.StartsWithSegments("/v2") && (Login(context) is not { } login || !accepts(login.Username, login.Password)))
        {
            context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"fake\"";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return Open(context);
    }

    /// <summary>One whose tokens come from <paramref name="realm"/>.</summary>
    public static Task WithTokens(HttpContext context, string realm, string service)
    {
        if (!context.Request.Path.StartsWithSegments("/v2"))
            return Open(context);
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\",service=\"{service}\"";
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>What tells an Artifactory from other registries, and no more; it asks nobody for a login.</summary>
    public static Task Artifactory(HttpContext context)
    {
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        context.Response.Headers["X-JFrog-Version"] = "Artifactory/7.98.9 79809900";
        return context.Response.WriteAsync(context.Request.Path == "/artifactory/api/system/ping" ? "OK" : "{}");
    }

    public static async Task Harbor(HttpContext context)
    {
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        switch (context.Request.Path.Value)
        {
            case "/v2/":
                context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{context.Request.Host}/service/token\",service=\"harbor-registry\"";
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                break;
            case "/api/v2.0/ping":
                await context.Response.WriteAsync("Pong");
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    public static Task WebSite(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html><body>Internal wiki of the payroll</body></html>");
    }

    public static Task Garbage(HttpContext context) => context.Response.WriteAsync("\u0001\u0002 payroll {{{");

    /// <summary>Never answers; ends with the client.</summary>
    public static Task Hangs(HttpContext context) => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    private static (string Username, string Password)? Login(HttpContext context)
    {
        if (!AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header) || header.Scheme != "Basic")
            return null;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)).Split(':', 2);
        return (pair[0], pair[1]);
    }
}
