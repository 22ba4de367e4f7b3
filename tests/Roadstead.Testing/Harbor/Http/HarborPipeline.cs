using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Registry;

namespace Roadstead.Testing.Harbor.Http;

/// <summary>The way of a request through the proxy and the core.</summary>
internal sealed class HarborPipeline(HarborState state, RegistryFront registry, RegistryTokens tokens, FaultSet faults, CallLog calls)
{
    private const string ApiPath = "/api/v2.0";
    private const int MaxBodyBytes = 8 * 1024 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        var target = new HarborTarget(http, state.Features);
        var (isAnswered, isNoted) = (false, false);

        // Noted before the answer leaves: whoever has read that may count the calls at once.
        http.Response.OnStarting(() =>
        {
            Note(isAnswered ? http.Response.StatusCode : 0);
            return Task.CompletedTask;
        });
        try
        {
            if (await faults.InterfereAsync(http, target.Template))
            {
                return;
            }

            isAnswered = true;
            if (await AnswerAsync(http, target) is { } answer)
            {
                await WriteAsync(http, answer);
            }

            Note(http.Response.StatusCode); // where there was no body, nothing has left yet
        }
        finally
        {
            Note(0);
        }

        void Note(int status)
        {
            if (!isNoted)
            {
                isNoted = true;
                calls.Add(http, target, status);
            }
        }
    }

    /// <summary>The path as it came over the wire, with its encoding and without the query.</summary>
    public static string RawPath(HttpContext http) => http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];

    public static async Task<byte[]> ReadAsync(HttpContext http, int most)
    {
        using var content = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (content.Length + read > most)
            {
                throw new HarborException(413, "SIZE_INVALID", "request body too large");
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private async Task<HarborAnswer?> AnswerAsync(HttpContext http, HarborTarget target)
    {
        if (state.Components.IsDown("core"))
        {
            return HarborPages.BadGateway;
        }

        if (target.Path == "/v2")
        {
            return HarborPages.MovedTo(state.ExternalUrl + "/v2/");
        }

        http.Response.Headers["X-Request-Id"] = http.Request.Headers["X-Request-Id"].ToString() is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        try
        {
            CheckReadOnly(http, target);
            if (target.Registry is { } path)
            {
                RegistryFront.CheckName(path);
            }

            GiveCookies(http, target);
            var identity = target.NeedsNoLogin ? AnonymousIdentity.Instance : await state.Logins.IdentifyAsync(http.Request, http.RequestAborted);
            return target switch
            {
                { Registry: { } inRegistry } => await registry.AnswerAsync(http, inRegistry, identity),
                { Path: "/service/token" } => TokenEndpoints.Answer(http, state, identity, tokens),
                { Path: "/api/version" } => HarborAnswer.Text("{\"version\":\"v2.0\"}\n", "text/plain; charset=utf-8"),
                { IsRouted: true } => await RouteAsync(http, target, identity),
                _ => HarborPages.NotFound,
            };
        }
        catch (HarborException e)
        {
            return HarborAnswer.From(e);
        }
    }

    private async Task<HarborAnswer> RouteAsync(HttpContext http, HarborTarget target, HarborIdentity identity)
    {
        if (target.Routes.Count == 0)
        {
            throw HarborException.NotFound($"path {target.Path} was not found");
        }

        var (route, values) = target.Routes.FirstOrDefault(match => match.Route.Method == http.Request.Method);
        if (route is null)
        {
            var methods = target.Routes.Select(match => match.Route.Method).Distinct().Order(StringComparer.Ordinal);
            throw new HarborException(405, "METHOD_NOT_ALLOWED", $"method {http.Request.Method} is not allowed, but [{string.Join(',', methods)}] are");
        }

        CheckAccept(http, route);
        var call = new HarborCall(http, state, identity, values, await ReadAsync(http, MaxBodyBytes));
        return await route.HandleAsync(call);
    }

    private static void CheckAccept(HttpContext http, HarborRoute route)
    {
        var accepted = http.Request.Headers.Accept.SelectMany(line => (line ?? "").Split(',')).Select(item => item.Split(';')[0].Trim()).Where(item => item.Length > 0).ToList();
        if (accepted.Count > 0 && !accepted.Exists(item => item == "*/*" || Array.Exists(route.Produces, type => type == item || item == type[..type.IndexOf('/', StringComparison.Ordinal)] + "/*")))
        {
            var refused = HarborException.Unprocessable($"unsupported media type requested, only [{string.Join(' ', route.Produces)}] are available");
            if (route.Template == "/ping")
            {
                refused.Headers["Www-Authenticate"] = "Basic realm=\"API\"";
            }

            throw refused;
        }
    }

    private void CheckReadOnly(HttpContext http, HarborTarget target)
    {
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method);
        var concerned = target.Registry is not null || target.Path.StartsWith(ApiPath, StringComparison.Ordinal);
        if (state.Configuration.ReadOnly && concerned && !isRead && target.Path != ApiPath + "/configurations")
        {
            throw HarborException.Denied("The system is in read only mode. Any modification is prohibited.");
        }
    }

    private void GiveCookies(HttpContext http, HarborTarget target)
    {
        if (http.Request.Cookies["sid"] is { } sid)
        {
            if (target.NeedsCsrf && CsrfGuard.Check(http, state) is { } refused)
            {
                throw refused;
            }

            // One that was never given, or was logged out, is replaced.
            if (!state.Logins.Knows(sid))
            {
                http.Response.Headers.Append("Set-Cookie", $"sid={state.Logins.NewSession()}; Path=/; HttpOnly");
            }
        }
        else if (target.Path.StartsWith("/c/", StringComparison.Ordinal) && CsrfGuard.Check(http, state) is { } refused)
        {
            throw refused;
        }
        else
        {
            http.Response.Headers.Append("Set-Cookie", $"sid={state.Logins.NewSession()}; Path=/; HttpOnly");
        }
    }

    private static async Task WriteAsync(HttpContext http, HarborAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (answer.Body is { } body)
        {
            http.Response.ContentType = answer.ContentType;
            http.Response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
            }
        }
        else if (!HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.ContentLength = 0;
        }
    }
}
