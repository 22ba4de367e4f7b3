using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Roadstead.Server.Tokens;

/// <summary>What a client asks a token for: <c>repository:team-a/app:pull,push</c>.</summary>
/// <param name="Type"><c>repository</c> or <c>registry</c>; a class in parentheses is cut off.</param>
/// <param name="Name">The name; may hold colons, as a host with a port does.</param>
/// <param name="Actions">The actions, as written.</param>
internal sealed partial record TokenScope(string Type, string Name, IReadOnlyList<string> Actions)
{
    public bool AsksToPull => Type == "repository" && (Actions.Contains("pull") || Actions.Contains("*"));

    /// <summary>False when the text is no scope. Read from both ends (distribution, token scope documentation): the name between may hold colons.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TokenScope? scope)
    {
        scope = null;
        var first = text.IndexOf(':', StringComparison.Ordinal);
        var last = text.LastIndexOf(':');
        if (first < 1 || last < first + 2 || !TypeShape().IsMatch(text[..first])) return false;
        var type = text[..first];
        var parenthesis = type.IndexOf('(', StringComparison.Ordinal);
        scope = new TokenScope(
            parenthesis < 0 ? type : type[..parenthesis],
            text[(first + 1)..last],
            text[(last + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries));
        return true;
    }

    /// <summary>The scopes of all parameters, each of which may hold several, separated by spaces. What is no scope is left out: asking for too much is never an error.</summary>
    public static IReadOnlyList<TokenScope> ParseAll(IEnumerable<string?> parameters, int atMost)
    {
        var scopes = new List<TokenScope>();
        foreach (var text in parameters.SelectMany(parameter => (parameter ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (scopes.Count == atMost) break;
            if (TryParse(text, out var scope)) scopes.Add(scope);
        }

        return scopes;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(\([a-z0-9]+\))?\z")]
    private static partial Regex TypeShape();
}
