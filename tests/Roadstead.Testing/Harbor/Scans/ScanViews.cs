using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Scans;

/// <summary>Scan results as an artifact's overview.</summary>
internal static class ScanViews
{
    public const string Report10 = "application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0";
    public const string Report11 = "application/vnd.security.vulnerability.report; version=1.1";

    /// <summary>Null when it was never scanned. An index has the sum of its children.</summary>
    public static JsonObject? Overview(HarborCall call, ArtifactState artifact)
    {
        List<ScanState> scans = artifact.IsIndex ? [.. artifact.Children.Select(child => call.State.Scans.GetValueOrDefault(child.Digest)).OfType<ScanState>()] : Of(call, artifact);
        return scans.Count == 0 ? null : new JsonObject { [Type(call)] = View(scans) };
    }

    private static List<ScanState> Of(HarborCall call, ArtifactState artifact) => call.State.Scans.TryGetValue(artifact.Digest, out var scan) ? [scan] : [];

    // The header lists types by preference.
    private static string Type(HarborCall call) => (call.Header("X-Accept-Vulnerabilities") ?? "").Split(',').Select(type => type.Trim()).FirstOrDefault(type => type is Report10 or Report11) ?? Report11;

    private static JsonObject View(List<ScanState> scans)
    {
        var scan = scans[0];
        var isDone = scan.Status == "Success";
        var counts = scans.SelectMany(each => each.Counts).GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value));
        var whole = scan with { Counts = counts, Fixable = scans.Sum(each => each.Fixable) };
        return new JsonObject { ["end_time"] = HarborJson.Time(scan.EndedAt), ["report_id"] = scan.ReportId, ["scan_status"] = scan.Status, ["start_time"] = HarborJson.Time(scan.StartedAt) }
            .With(isDone, "complete_percent", 100)
            .WithNumber("duration", scan is { EndedAt: { } end, StartedAt: { } start } ? (long)(end - start).TotalSeconds : 0)
            .With(isDone, "scanner", new JsonObject { ["name"] = scan.Scanner, ["vendor"] = "Example", ["version"] = "1.0.0" })
            .With(isDone, "severity", whole.Severity)
            .With(isDone, "summary", new JsonObject { ["summary"] = new JsonObject(counts.Select(count => KeyValuePair.Create<string, JsonNode?>(count.Key, count.Value))), ["total"] = whole.Total }.WithNumber("fixable", whole.Fixable));
    }
}
