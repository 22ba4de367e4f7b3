using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Storage;

namespace Roadstead.Testing.Artifactory.Searches;

/// <summary>Whether an item is what a query looks for.</summary>
internal static class AqlCriteria
{
    public static bool Match(JsonObject criteria, StoredItem item) => criteria.All(criterion => criterion.Key switch
    {
        "$and" => Parts(criterion.Value).All(part => Match(part, item)),
        "$or" => Parts(criterion.Value).Any(part => Match(part, item)),
        _ when criterion.Key[0] == '$' => throw AqlQuery.Wrong(criterion.Key),
        _ => Compare(Value(criterion.Key, item), criterion.Value),
    });

    /// <summary>The value of a field as text that sorts; null when the item has no such property.</summary>
    public static string? Value(string field, StoredItem item) => field switch
    {
        "repo" => item.Repository,
        "path" => item.Path.Length > 0 ? item.Path : ".",
        "name" => item.Name,
        "type" => "file",
        "size" => item.Size.ToString("D20", CultureInfo.InvariantCulture),
        "created" => ArtifactoryJson.Time(item.Created),
        "modified" or "updated" => ArtifactoryJson.Time(item.Modified),
        "created_by" or "modified_by" => item.CreatedBy,
        "sha256" => item.Sha256,
        "actual_sha1" => item.Sha1,
        _ when field[0] == '@' => item.Properties.GetValueOrDefault(field[1..]),
        _ => throw AqlQuery.Wrong(field),
    };

    private static bool Compare(string? value, JsonNode? wanted) => wanted is JsonObject operators
        ? operators.All(each => each.Key switch
        {
            "$eq" => value == Text(each.Value, value),
            "$ne" => value != Text(each.Value, value),
            "$match" => value is not null && IsLike(value, each.Value.Text() ?? ""),
            "$nmatch" => value is null || !IsLike(value, each.Value.Text() ?? ""),
            "$in" => each.Value.Texts()?.Contains(value ?? "") == true,
            "$gt" => Order(value, each.Value) > 0,
            "$gte" => Order(value, each.Value) >= 0,
            "$lt" => Order(value, each.Value) < 0,
            "$lte" => Order(value, each.Value) <= 0,
            _ => throw AqlQuery.Wrong(each.Key),
        })
        : value == Text(wanted, value);

    private static int Order(string? value, JsonNode? wanted) => string.CompareOrdinal(value, Text(wanted, value));

    // Times come in any precision and zone, sizes as numbers or texts: both are written as the fields are.
    private static string? Text(JsonNode? wanted, string? value)
    {
        var text = wanted.Text() ?? wanted?.ToJsonString();
        return value is { Length: 20 } && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size.ToString("D20", CultureInfo.InvariantCulture)
            : value is { Length: 24 } && value[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? ArtifactoryJson.Time(time)
            : text;
    }

    // A star is anything, slashes as well; a question mark is one character.
    private static bool IsLike(string value, string pattern) =>
        Regex.IsMatch(value, "\\A" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<JsonObject> Parts(JsonNode? parts) => (parts as JsonArray ?? throw AqlQuery.Wrong("$or")).OfType<JsonObject>();
}
