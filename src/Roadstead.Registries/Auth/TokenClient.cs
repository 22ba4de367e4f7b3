using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Auth;

/// <summary>Asks a realm for tokens (GET form) and keeps each until it expires. The caller has checked that the realm is trusted.</summary>
internal sealed class TokenClient(RegistryTransport transport, DistributionOptions options, TimeProvider time)
{
    private const int MaxTokens = 10_000;
    private readonly ConcurrentDictionary<string, BearerToken> tokens = new(StringComparer.Ordinal);

    /// <summary>A token that is still good for exactly these scopes; null when none is kept.</summary>
    public string? Find(Uri realm, string? service, IReadOnlyList<string> scopes) =>
        tokens.TryGetValue(Key(realm, service, scopes), out var token) && token.UseUntil > time.GetUtcNow() ? token.Value : null;

    public void Forget(string token)
    {
        foreach (var pair in tokens.Where(pair => pair.Value.Value == token))
        {
            tokens.TryRemove(pair);
        }
    }

    /// <summary>A new token for the scopes, kept under them; <paramref name="further"/> ones are asked for besides, because the challenge named them.</summary>
    /// <exception cref="RegistryException">The realm refused, failed or answered with no token.</exception>
    public async Task<string> AskAsync(
        Uri realm, string? service, IReadOnlyList<string> scopes, IReadOnlyList<string> further, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(HttpMethod.Get, Url(realm, service, scopes.Union(further, StringComparer.Ordinal), credentials)) { Accept = ["application/json"] };
        using var answer = await transport.SendAsync(request, credentials is null ? null : Basic(credentials), cancellationToken);
        var where = Redact.Url(realm);
        switch (answer.Status)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.Unauthorized when credentials is null:
                throw new RegistryException(RegistryErrorCode.CredentialsRequired, $"The token service {where} gives no token without a login. Give a user name and password.");
            // GitLab says 403 of a wrong password; without a scope there is nothing else that it could mean.
            case HttpStatusCode.Unauthorized:
            case HttpStatusCode.Forbidden when credentials is not null && scopes.Count == 0:
                throw new RegistryException(RegistryErrorCode.CredentialsRejected, $"The token service {where} refused the login. Check user name and password.");
            case HttpStatusCode.Forbidden:
                throw new RegistryException(RegistryErrorCode.Denied, $"The token service {where} gives this login no token.");
            default:
                throw await AnswerError.ReadAsync(answer, "the token service", cancellationToken);
        }

        var body = await answer.ReadBytesAsync(options.MaxTokenBytes, cancellationToken);
        var token = BearerToken.Parse(body, time.GetUtcNow())
            ?? throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"The token service {where} answered with what is no token.");
        Keep(Key(realm, service, scopes), token);
        return token.Value;
    }

    public static AuthenticationHeaderValue Basic(RegistryCredentials credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.Username}:{credentials.Password}")));

    private void Keep(string key, BearerToken token)
    {
        if (tokens.Count >= MaxTokens)
        {
            var now = time.GetUtcNow();
            foreach (var pair in tokens.Where(pair => pair.Value.UseUntil <= now))
            {
                tokens.TryRemove(pair);
            }

            if (tokens.Count >= MaxTokens)
            {
                tokens.Clear();
            }
        }

        tokens[key] = token;
    }

    private static Uri Url(Uri realm, string? service, IEnumerable<string> scopes, RegistryCredentials? credentials)
    {
        var query = new List<string>();
        if (realm.Query.Length > 1)
        {
            query.Add(realm.Query[1..]);
        }

        if (service is not null)
        {
            query.Add("service=" + Uri.EscapeDataString(service));
        }

        query.AddRange(scopes.Select(scope => "scope=" + Uri.EscapeDataString(scope)));
        if (credentials is not null)
        {
            query.Add("account=" + Uri.EscapeDataString(credentials.Username));
        }

        return new UriBuilder(realm) { Query = string.Join('&', query), Fragment = "" }.Uri;
    }

    private static string Key(Uri realm, string? service, IReadOnlyList<string> scopes) =>
        string.Join('\n', scopes.Order(StringComparer.Ordinal).Prepend(service ?? "").Prepend(realm.AbsoluteUri));
}
