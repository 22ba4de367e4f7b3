using System.Text.Json;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>
/// One exchange with a real Harbor, a line of Data/harbor-exchanges.jsonl. Direction is <c>client->harbor</c>, or <c>harbor->listener</c> for a webhook, whose
/// status is the listener's answer. Target is path and query as on the wire. Request headers hold placeholders for credentials, cookies and CSRF tokens; a
/// request body is text, <c>&lt;114 bytes&gt;</c> for bytes that were no text, or null.
/// </summary>
internal sealed record RecordedExchange(
    string Id,
    string Direction,
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> RequestHeaders,
    string? RequestBody,
    int Status,
    IReadOnlyDictionary<string, JsonElement> ResponseHeaders,
    string ResponseBody,
    long? ElapsedMs,
    JsonElement? DecodedToken)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The id without the set: both sets have it.</summary>
    public string Name => Id[(Id.IndexOf('.', StringComparison.Ordinal) + 1)..];

    public bool IsWebhook => Direction == "harbor->listener";

    /// <summary>The exchanges of one set, in the order of the file.</summary>
    public static IReadOnlyList<RecordedExchange> Of(string set) =>
        [.. from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "harbor-exchanges.jsonl"))
            let exchange = JsonSerializer.Deserialize<RecordedExchange>(line, Web)!
            where exchange.Id.StartsWith(set + ".", StringComparison.Ordinal)
            select exchange];

    /// <summary>A recorded response header; null when it was not there.</summary>
    public IReadOnlyList<string>? Header(string name) =>
        !ResponseHeaders.TryGetValue(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(line => line.GetString()!)]
        : [value.GetString()!];
}
