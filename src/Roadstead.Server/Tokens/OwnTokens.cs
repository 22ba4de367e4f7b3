using System.Collections.Concurrent;
using Roadstead.Server.Registries.Connections;

namespace Roadstead.Server.Tokens;

/// <summary>Signs this server's own tokens, to read registries that trust its token service; each token once, for a crawl asks for the same scopes many times.</summary>
internal sealed class OwnTokens(TokenSigner signer, TimeProvider time) : ITokenSigner
{
    private const int MaxKept = 1000;
    private const string Subject = "roadstead";

    private readonly ConcurrentDictionary<string, Func<IReadOnlyList<string>, string>> services = new(StringComparer.Ordinal);

    /// <summary>The same object for the same service, so that endpoints that hold it stay equal.</summary>
    public Func<IReadOnlyList<string>, string> SignerFor(string service) => services.GetOrAdd(service, Signing);

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
