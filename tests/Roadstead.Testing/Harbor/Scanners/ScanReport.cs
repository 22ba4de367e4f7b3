using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>The report of one media type about one digest, from the request for the scan on.</summary>
internal sealed class ScanReport
{
    public required string Digest { get; init; }

    /// <summary>Media type of the report.</summary>
    public required string Type { get; init; }

    public string Uuid { get; } = Guid.NewGuid().ToString();

    public required ScannerRegistration Scanner { get; init; }

    /// <summary>Pending, Running, Success, Error or Stopped.</summary>
    public string Status { get; set; } = "Pending";

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Ended { get; set; }

    /// <summary>What the scanner reported; null before, and after a failure.</summary>
    public JsonObject? Report { get; set; }

    public string Log { get; set; } = "";

    public bool IsOver => Status is "Success" or "Error" or "Stopped";

    /// <summary>Whole seconds that it took.</summary>
    public long Seconds => Started is { } from && Ended is { } to ? (long)(to - from).TotalSeconds : 0;

    public string Severity => Report?["severity"]?.GetValue<string>() ?? "";

    public IReadOnlyList<JsonObject> Findings => Report?["vulnerabilities"] is JsonArray found ? [.. found.Select(finding => finding!.AsObject())] : [];

    public static bool IsFixable(JsonObject finding) => finding["fix_version"]?.GetValue<string>() is { Length: > 0 };

    /// <summary>How many of which severity.</summary>
    public static JsonObject Summarize(IReadOnlyCollection<JsonObject> findings) => new()
    {
        ["total"] = findings.Count,
        ["fixable"] = findings.Count(IsFixable),
        ["summary"] = new JsonObject(findings.CountBy(finding => finding["severity"]!.GetValue<string>())
            .OrderBy(severity => severity.Key, StringComparer.Ordinal)
            .Select(severity => KeyValuePair.Create<string, JsonNode?>(severity.Key, severity.Value))),
    };
}
