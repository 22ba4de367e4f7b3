using System.Text.Json;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Compares a body with the recorded one: the same keys with the same kinds of values in the same order, and the same values where these can be the same.</summary>
internal sealed class JsonComparison(RecordedExchange exchange, NameTable names, Correspondence correspondence, List<string> differences)
{
    // What Harbor makes up anew each time, and what only has to be there.
    private static readonly HashSet<string> Secrets = ["secret", "token", "kid", "jti"];

    public void Compare(JsonElement recorded, JsonElement came) => Compare(recorded, came, "", "", "");

    private void Compare(JsonElement recorded, JsonElement came, string where, string parent, string property)
    {
        if (Tolerance.Covers(exchange, where))
        {
            return;
        }

        if (Kind(recorded) != Kind(came))
        {
            Differ(where, Brief(recorded), Brief(came));
            return;
        }

        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObjects(recorded, came, where, property);
                break;
            case JsonValueKind.Array:
                CompareLists(recorded, came, where, parent, property);
                break;
            case JsonValueKind.String:
                CompareTexts(recorded.GetString()!, came.GetString()!, where, parent, property);
                break;
            case JsonValueKind.Number:
                var kind = NumberKinds.Of(exchange.Target, parent, property, recorded.GetRawText());
                if (kind is null ? recorded.GetRawText() != came.GetRawText() : kind == "unix" ? came.GetRawText().Length != 10 : !correspondence.Holds(kind, recorded.GetRawText(), came.GetRawText()))
                {
                    Differ(where, recorded.GetRawText() + (kind is null or "unix" ? "" : $" ({kind} {correspondence.Of(kind, recorded.GetRawText())})"), came.GetRawText());
                }

                break;
        }
    }

    private void CompareObjects(JsonElement recorded, JsonElement came, string where, string property)
    {
        foreach (var expected in recorded.EnumerateObject())
        {
            var name = names.Rename(expected.Name);
            if (came.TryGetProperty(name, out var value))
            {
                Compare(expected.Value, value, $"{where}.{name}", property, name);
            }
            else if (!Tolerance.Covers(exchange, $"{where}.{name}"))
            {
                Differ($"{where}.{name}", Brief(expected.Value), "no such key");
            }
        }

        foreach (var extra in came.EnumerateObject().Where(extra => !recorded.EnumerateObject().Any(expected => names.Rename(expected.Name) == extra.Name)))
        {
            if (!Tolerance.Covers(exchange, $"{where}.{extra.Name}"))
            {
                Differ($"{where}.{extra.Name}", "no such key", Brief(extra.Value));
            }
        }
    }

    private void CompareLists(JsonElement recorded, JsonElement came, string where, string parent, string property)
    {
        if (recorded.GetArrayLength() != came.GetArrayLength())
        {
            Differ(where, $"{recorded.GetArrayLength()} items {Brief(recorded)}", $"{came.GetArrayLength()} items {Brief(came)}");
            return;
        }

        var values = came.EnumerateArray().ToList();
        foreach (var (index, expected) in recorded.EnumerateArray().Index())
        {
            var at = Tolerance.IsUnordered(exchange, where) ? Math.Max(0, values.FindIndex(value => IsLike(expected, value, where, parent, property))) : 0;
            Compare(expected, values[at], $"{where}[{index}]", parent, property);
            values.RemoveAt(at);
        }
    }

    private bool IsLike(JsonElement recorded, JsonElement came, string where, string parent, string property)
    {
        var tried = new List<string>();
        new JsonComparison(exchange, names, correspondence.Fork(), tried).Compare(recorded, came, where, parent, property);
        return tried.Count == 0;
    }

    private void CompareTexts(string recorded, string came, string where, string parent, string property)
    {
        var kind = long.TryParse(recorded, out _) ? NumberKinds.Of(exchange.Target, parent, property, recorded) : null;
        var expected = names.Rename(recorded);
        var same = Secrets.Contains(property) ? came.Length > 0 == recorded.Length > 0
            : kind is not null ? correspondence.Holds(kind, recorded, came)
            : Tokens.Match(expected, came, correspondence);
        if (!same)
        {
            Differ(where, Text(Tokens.Translate(expected, correspondence)), Text(came));
        }
    }

    private void Differ(string where, string expected, string came) => differences.Add($"{where}: expected {expected}, came {came}");

    // True and false are values of one kind, compared below; null is a kind of its own.
    private static string Kind(JsonElement value) => value.ValueKind.ToString();

    private static string Brief(JsonElement value) => Text(value.GetRawText());

    private static string Text(string text) => text.Length > 260 ? text[..260] + "…" : text;
}
