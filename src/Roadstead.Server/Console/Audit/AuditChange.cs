using System.Text.Json;

namespace Roadstead.Server.Console.Audit;

/// <summary>One field that a change touched; null where the field was not.</summary>
public sealed record AuditChange(string Field, string? Before, string? After)
{
    /// <summary>The fields that differ; all of them when the object was made or taken away.</summary>
    public static IReadOnlyList<AuditChange> Between(JsonElement? before, JsonElement? after)
    {
        var (old, now) = (Fields(before), Fields(after));
        return [.. old.Keys.Union(now.Keys).Select(field => new AuditChange(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field))).Where(change => change.Before != change.After)];
    }

    private static Dictionary<string, string> Fields(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.Object } value => value.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null).ToDictionary(field => field.Name, field => Text(field.Value)),
        { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value => new() { ["value"] = Text(value) },
        _ => [],
    };

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "[]" : string.Join(", ", value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}
