using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Retention;

/// <summary>One rule of a retention policy, as the client wrote it: which artifacts it keeps.</summary>
internal sealed class RetentionRule(JsonObject rule)
{
    /// <summary>Those of one repository that the rule keeps.</summary>
    public IEnumerable<RetentionCandidate> Kept(IReadOnlyCollection<RetentionCandidate> candidates, DateTimeOffset now)
    {
        if (rule["disabled"]?.GetValue<bool>() == true)
        {
            return [];
        }

        var selected = candidates.Where(Selects);
        var template = rule["template"]!.GetValue<string>();
        var number = rule["params"]?[template] is { } parameter ? int.Parse(parameter.ToJsonString().Trim('"'), System.Globalization.CultureInfo.InvariantCulture) : 0;
        return template switch
        {
            "latestPushedK" => selected.OrderByDescending(candidate => candidate.Pushed).Take(number),
            "latestPulledN" => selected.OrderByDescending(candidate => candidate.Pulled ?? DateTimeOffset.MinValue).Take(number),
            "nDaysSinceLastPush" => selected.Where(candidate => candidate.Pushed > now.AddDays(-number)),
            "nDaysSinceLastPull" => selected.Where(candidate => candidate.Pulled > now.AddDays(-number)),
            _ => selected,
        };
    }

    /// <summary>Whether the rule looks at the repository at all.</summary>
    public bool Covers(string repository) =>
        (rule["scope_selectors"]?["repository"]?.AsArray() ?? []).All(selector => Matches(selector!.AsObject(), repository));

    /// <summary>As a webhook tells it: each selector with its extras, though empty.</summary>
    public JsonObject Told() => new()
    {
        ["template"] = rule["template"]!.DeepClone(),
        ["params"] = rule["params"]?.DeepClone(),
        ["tag_selectors"] = new JsonArray([.. (rule["tag_selectors"]?.AsArray() ?? []).Select(Told)]),
        ["scope_selectors"] = new JsonObject { ["repository"] = new JsonArray([.. (rule["scope_selectors"]?["repository"]?.AsArray() ?? []).Select(Told)]) },
    };

    private static JsonNode? Told(JsonNode? selector)
    {
        var told = selector!.DeepClone().AsObject();
        told["extras"] ??= "";
        return told;
    }

    private bool Selects(RetentionCandidate candidate) => (rule["tag_selectors"]?.AsArray() ?? []).All(selector =>
        candidate.Tags.Count == 0 ? selector!["extras"]?.GetValue<string>().Contains("\"untagged\":true", StringComparison.Ordinal) == true : candidate.Tags.Any(tag => Matches(selector!.AsObject(), tag)));

    private static bool Matches(JsonObject selector, string name) =>
        Doublestar.Matches(selector["pattern"]!.GetValue<string>(), name) != selector["decoration"]!.GetValue<string>().EndsWith("xcludes", StringComparison.Ordinal);
}
