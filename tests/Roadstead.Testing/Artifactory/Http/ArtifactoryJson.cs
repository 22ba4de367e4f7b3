using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Artifactory.Http;

/// <summary>JSON as Artifactory writes it: indented, and in Latin 1 where it says so.</summary>
internal static class ArtifactoryJson
{
    public const string ContentType = "application/json;charset=ISO-8859-1";
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Latin 1, with what that lacks escaped.</summary>
    public static byte[] Latin(JsonNode? node)
    {
        var text = new StringBuilder();
        foreach (var letter in JsonSerializer.Serialize(node, Options))
        {
            _ = letter < 256 ? text.Append(letter) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    public static byte[] Utf8(JsonNode? node) => JsonSerializer.SerializeToUtf8Bytes(node);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> view) => new([.. items.Select(view)]);

    public static JsonArray Strings(IEnumerable<string> items) => Array(items, item => JsonValue.Create(item));

    public static JsonObject With(this JsonObject json, bool condition, string name, JsonNode? value)
    {
        if (condition)
        {
            json[name] = value;
        }

        return json;
    }

    public static string? Text(this JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    public static bool? Flag(this JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The texts of an array; null when it is none.</summary>
    public static IReadOnlyList<string>? Texts(this JsonNode? node) => (node as JsonArray)?.Select(item => item.Text() ?? "").ToList();
}
