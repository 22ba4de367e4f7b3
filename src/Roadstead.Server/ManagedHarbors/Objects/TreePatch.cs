using System.Text.Json.Nodes;

namespace Roadstead.Server.ManagedHarbors.Objects;

/// <summary>The merge patch (RFC 7386) that makes a tree as it should be, and touches nothing else of it.</summary>
internal static class TreePatch
{
    /// <param name="wanted">Fields and their values; null: shall not be there.</param>
    /// <param name="found">What is there.</param>
    /// <returns>Null when nothing differs.</returns>
    public static JsonObject? Of(JsonObject wanted, JsonObject? found)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in wanted)
        {
            var now = found?[name];
            if (value is null && now is not null)
                patch[name] = null;
            else if (value is JsonObject tree && now is JsonObject there)
            {
                if (Of(tree, there) is { } inner)
                    patch[name] = inner;
            }
            else if (value is not null && !JsonNode.DeepEquals(value, now))
                patch[name] = Whole(value);
        }

        return patch.Count == 0 ? null : patch;
    }

    /// <summary>A copy without the fields that shall not be there: what is made.</summary>
    public static JsonObject Made(JsonObject wanted) => Whole(wanted).AsObject();

    private static JsonNode Whole(JsonNode value)
    {
        if (value is not JsonObject tree)
            return value.DeepClone();
        var copy = new JsonObject();
        foreach (var (name, inner) in tree.Where(member => member.Value is not null))
            copy[name] = Whole(inner!);
        return copy;
    }
}
