using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Http;

/// <summary>JSON as Harbor writes it.</summary>
internal static class HarborJson
{
    /// <summary>How "never" is written.</summary>
    public const string Never = "0001-01-01T00:00:00.000Z";

    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(JsonNode? node) => [.. JsonSerializer.SerializeToUtf8Bytes(node, Options), (byte)'\n'];

    /// <summary>RFC 3339 with milliseconds; null is never.</summary>
    public static string Time(DateTimeOffset? time) =>
        time is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : Never;

    /// <summary>RFC 3339 without fractions.</summary>
    public static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> view) => new([.. items.Select(view)]);

    public static JsonArray Strings(IEnumerable<string> items) => Array(items, item => JsonValue.Create(item));

    /// <summary>Adds a field unless it has the value that Harbor leaves out.</summary>
    public static JsonObject With(this JsonObject json, bool condition, string name, JsonNode? value)
    {
        if (condition)
        {
            json[name] = value;
        }

        return json;
    }

    /// <summary>Adds a text unless it is empty.</summary>
    public static JsonObject WithText(this JsonObject json, string name, string? value) => json.With(!string.IsNullOrEmpty(value), name, value);

    /// <summary>Adds a number unless it is zero.</summary>
    public static JsonObject WithNumber(this JsonObject json, string name, long value) => json.With(value != 0, name, value);
}
