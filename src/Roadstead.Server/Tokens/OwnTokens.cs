using System.Collections.Concurrent;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Tokens;

/// <summary>Signs this server's own tokens, and signs each once: a crawl asks for the same scopes many times.</summary>
internal sealed class OwnTokens(TokenSigner signer, ServerOptions options, TimeProvider time) : IOwnTokenSource
{
    private const int MaxKept = 1000;
    private const string Subject = "roadstead";

    private readonly ConcurrentDictionary<string, Func<IReadOnlyList<string>, string>> services = new(StringComparer.Ordinal);

    public Func<IReadOnlyList<string>, string> For(string service) => services.GetOrAdd(service, Signing);

    public bool IsOwnRealm(Uri? realm) => realm is not null && Uri.Compare(
        realm, new Uri(options.PublicUrl, "/token"), UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private Func<IReadOnlyList<string>, string> Signing(string service)
    {
        var kept = new ConcurrentDictionary<string, (string Token, DateTimeOffset Until)>(StringComparer.Ordinal);
        return scopes =>
        {
            var key = string.Join(' ', scopes);
            var now = time.GetUtcNow();
            if (kept.TryGetValue(key, out var known) && known.Until > now) return known.Token;
            if (kept.Count >= MaxKept) kept.Clear();
            var access = TokenScope.ParseAll(scopes, scopes.Count).Select(scope => new TokenAccess(scope.Type, scope.Name, scope.Actions));
            var token = signer.Sign(new TokenClaims(service, Subject, null, [.. access]));
            kept[key] = (token, now + (TokenSigner.Life / 2));
            return token;
        };
    }
}
