using Roadstead.Server.Hosting;
using Roadstead.Server.Http;

namespace Roadstead.Server.Gateway;

/// <summary>401 as the distribution protocol wants it: where to get a token, and for what.</summary>
internal sealed class GatewayChallenge(ServerOptions options)
{
    private readonly string realm = new Uri(options.PublicUrl, "/token").AbsoluteUri;

    /// <param name="context">The request.</param>
    /// <param name="name">The repository that was asked for; empty for none.</param>
    /// <param name="error"><c>invalid_token</c>, <c>insufficient_scope</c>, or null when nothing was presented.</param>
    /// <param name="message">In words.</param>
    public Task WriteAsync(HttpContext context, string name, string? error, string message)
    {
        var scope = name.Length == 0 ? "" : $",scope=\"repository:{name}:pull\"";
        var reason = error is null ? "" : $",error=\"{error}\"";
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\",service=\"{options.GatewayHost}\"{scope}{reason}";
        return OciError.Unauthorized(message).WriteAsync(context);
    }
}
