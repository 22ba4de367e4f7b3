namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>The recorder's browser session, and the cookies of single answers.</summary>
internal sealed class Cookies
{
    private const string TokenHeader = "X-Harbor-CSRF-Token";
    private readonly Dictionary<string, string> sids = [];
    private string? sid;
    private string? csrf;
    private string? token;

    /// <summary>The headers that a placeholder stands for.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers(string name, IReadOnlyDictionary<string, string> recorded)
    {
        if (recorded.TryGetValue("Cookie", out var placeholder))
        {
            yield return new("Cookie", placeholder switch
            {
                "sid and _gorilla_csrf" => $"sid={sid}; _gorilla_csrf={csrf}",
                "sid of csrf.first" => $"sid={sids["csrf.first"]}",
                "sid of the response before" or "sid of basic.cookies" => $"sid={sids["basic.cookies"]}",
                "sid (made up)" => "sid=0123456789abcdef0123456789abcdef",
                _ => $"sid={sid}",
            });
        }

        if (recorded.ContainsKey(TokenHeader))
        {
            yield return new(TokenHeader, name == "session.post.badtoken" ? Convert.ToBase64String(new byte[64]) : token!);
        }
    }

    /// <summary>Keeps the session that an answer began or went on with.</summary>
    public void Learn(string name, bool inSession, Answer answer)
    {
        var (sent, guard) = (Value(answer, "sid"), Value(answer, "_gorilla_csrf"));
        if (sent is { Length: > 0 })
        {
            sids[name] = sent;
        }

        if (name == "csrf.first" || inSession)
        {
            sid = sent is { Length: > 0 } ? sent : sid;
            csrf = guard ?? csrf;
            token = answer.Header(TokenHeader) ?? token;
        }
    }

    private static string? Value(Answer answer, string cookie) =>
        answer.Headers.GetValueOrDefault("Set-Cookie")?.Where(line => line.StartsWith(cookie + "=", StringComparison.Ordinal)).Select(line => line[(cookie.Length + 1)..line.IndexOf(';', StringComparison.Ordinal)]).FirstOrDefault();
}
