using System.Text.Json;

namespace Roadstead.Server.Console.Audit;

/// <summary>One field that a change touched; null where the field was not.</summary>
/// <param name="Field">Its name; of a field inside another, both: <c>tls.skipVerify</c>.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is.</param>
public sealed record AuditChange(string Field, string? Before, string? After)
{
    private const string SecretMark = "Changed";

    /// <summary>True for what is never recorded itself, only that it was changed: a password, a kubeconfig.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What a list lost.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>What a list gained.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>How many of a list stayed; null for what is no list.</summary>
    public int? Kept { get; init; }

    /// <summary>The fields that differ; all of them when the object was made or taken away.</summary>
    public static IReadOnlyList<AuditChange> Between(JsonElement? before, JsonElement? after)
    {
        var (old, now) = (Fields(before), Fields(after));
        return [.. old.Keys.Union(now.Keys).Select(field => Of(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field))).OfType<AuditChange>()];
    }

    private static AuditChange? Of(string field, JsonElement? before, JsonElement? after)
    {
        // "passwordChanged": true is all that is known of it, and false is no change.
        if (field.EndsWith(SecretMark, StringComparison.Ordinal) && field.Length > SecretMark.Length && (after ?? before) is { ValueKind: JsonValueKind.True or JsonValueKind.False } mark)
            return mark.ValueKind == JsonValueKind.True ? new AuditChange(field[..^SecretMark.Length], null, null) { IsSecret = true } : null;
        var (was, isNow) = (before is { } b ? Text(b) : null, after is { } a ? Text(a) : null);
        if (was == isNow)
            return null;
        if (before is not { ValueKind: JsonValueKind.Array } && after is not { ValueKind: JsonValueKind.Array })
            return new AuditChange(field, was, isNow);
        var (lost, gained) = (Items(before), Items(after));
        return new AuditChange(field, was, isNow) { Removed = [.. lost.Except(gained)], Added = [.. gained.Except(lost)], Kept = lost.Intersect(gained).Count() };
    }

    private static IReadOnlyList<string> Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(Text)] : list is { } one ? [Text(one)] : [];

    private static Dictionary<string, JsonElement?> Fields(JsonElement? json)
    {
        var fields = new Dictionary<string, JsonElement?>();
        if (json is { ValueKind: JsonValueKind.Object } value)
            Add(value, "", fields);
        else if (json is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } other)
            fields["value"] = other;
        return fields;
    }

    private static void Add(JsonElement value, string path, Dictionary<string, JsonElement?> fields)
    {
        foreach (var field in value.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object)
                Add(field.Value, $"{path}{field.Name}.", fields);
            else if (field.Value.ValueKind != JsonValueKind.Null)
                fields[path + field.Name] = field.Value;
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "[]" : string.Join(", ", value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}
