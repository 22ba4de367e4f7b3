using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Searches;

/// <summary>A query of items: <c>items.find({...}).include(...).sort({...}).offset(n).limit(n)</c>.</summary>
/// <param name="Criteria">What is looked for.</param>
internal sealed record AqlQuery(JsonObject Criteria)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>Fields to show; empty for the usual ones.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    public IReadOnlyList<string> SortBy { get; init; } = [];

    public bool Descending { get; init; }

    public int Offset { get; init; }

    /// <summary>Null for no limit.</summary>
    public int? Limit { get; init; }

    public static AqlQuery Parse(string text)
    {
        var rest = text.Trim();
        if (!rest.StartsWith("items.find(", StringComparison.Ordinal))
        {
            throw Wrong(text);
        }

        rest = rest["items".Length..];
        var query = new AqlQuery(new JsonObject());
        while (rest.Length > 0)
        {
            var (name, argument, after) = Step(rest, text);
            query = name switch
            {
                "find" => query with { Criteria = All(argument, text) },
                "include" => query with { Include = [.. Array(argument, text)] },
                "sort" when Object(argument, text) is { Count: 1 } sort => query with { Descending = sort.ContainsKey("$desc"), SortBy = (sort["$asc"] ?? sort["$desc"]).Texts() ?? throw Wrong(text) },
                "offset" => query with { Offset = Number(argument, text) },
                "limit" => query with { Limit = Number(argument, text) },
                "distinct" when argument is "true" or "false" => query,
                _ => throw Wrong(text),
            };
            rest = after.Trim();
        }

        return query;
    }

    public static ArtifactoryException Wrong(string text) => ArtifactoryException.BadRequest($"Failed to parse query: {text}, it looks like there is syntax error near the following sub-query: {text[..Math.Min(text.Length, 80)]}");

    // ".name(argument)": brackets in texts do not count.
    private static (string Name, string Argument, string After) Step(string rest, string text)
    {
        var open = rest.IndexOf('(', StringComparison.Ordinal);
        if (rest[0] != '.' || open < 0)
        {
            throw Wrong(text);
        }

        var (depth, quoted) = (0, false);
        for (var i = open; i < rest.Length; i++)
        {
            if (rest[i] == '"' && rest[i - 1] != '\\')
            {
                quoted = !quoted;
            }

            depth += quoted ? 0 : rest[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return (rest[1..open].Trim(), rest[(open + 1)..i].Trim(), rest[(i + 1)..]);
            }
        }

        throw Wrong(text);
    }

    // Several objects are all meant.
    private static JsonObject All(string argument, string text) =>
        Parse($"[{argument}]", text) is JsonArray parts && parts.All(part => part is JsonObject) ? new JsonObject { ["$and"] = parts } : throw Wrong(text);

    private static JsonObject Object(string argument, string text) => Parse(argument, text) as JsonObject ?? throw Wrong(text);

    private static IEnumerable<string> Array(string argument, string text) => Parse($"[{argument}]", text).Texts() ?? throw Wrong(text);

    private static JsonNode? Parse(string json, string text)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Lenient);
        }
        catch (JsonException)
        {
            throw Wrong(text);
        }
    }

    private static int Number(string argument, string text) => int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(text);
}
