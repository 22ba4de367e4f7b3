using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Repositories;
using Roadstead.Testing.Harbor.Scans;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>What scans say of an artifact, as its own JSON and as webhooks hold it.</summary>
internal static class ScanOverviews
{
    private static readonly string[] Severities = ["Unknown", "None", "Negligible", "Low", "Medium", "High", "Critical"];

    /// <summary>The report of the type that the caller likes best; null when the artifact was never scanned.</summary>
    public static JsonObject? View(HarborCall call, ArtifactState artifact)
    {
        // Without a scanner of its own, what a test has put there.
        if (call.State.Area<ScannerStore>().Default is null)
        {
            return ScanViews.Overview(call, artifact);
        }

        var liked = call.Header("X-Accept-Vulnerabilities") is { Length: > 0 } header ? header.Split(',').Select(type => type.Trim()) : ScannerStore.Types;
        return liked.Select(type => (Type: type, Scan: ArtifactScan.Of(call.State, artifact, type))).FirstOrDefault(found => found.Scan is not null) is { Scan: { } scan } best
            ? new JsonObject { [best.Type] = View(scan) }
            : null;
    }

    /// <summary>What a webhook says of a scan that is over.</summary>
    public static JsonObject Told(HarborState state, ArtifactState artifact, string? tag)
    {
        var (repository, reference) = (artifact.Repository, tag ?? artifact.Digest);
        return new JsonObject
        {
            ["resources"] = new JsonArray(new JsonObject
            {
                ["digest"] = artifact.Digest,
                ["tag"] = reference,
                ["resource_url"] = $"{state.RegistryHost}/{repository.Reference(reference)}",
                ["scan_overview"] = ForWebhook(state, artifact),
            }),
            ["repository"] = new JsonObject
            {
                ["name"] = repository.Name,
                ["namespace"] = repository.Project.Name,
                ["repo_full_name"] = repository.FullName,
                ["repo_type"] = repository.Project.IsPublic ? "public" : "private",
            },
        }.With(state.Features.Sbom, "scan", new JsonObject { ["scan_type"] = "vulnerability" });
    }

    /// <summary>All reports, with everything that a webhook says and the API leaves out.</summary>
    private static JsonObject ForWebhook(HarborState state, ArtifactState artifact) => new(ScannerStore.Types.Reverse()
        .Select(type => (Type: type, Scan: ArtifactScan.Of(state, artifact, type)))
        .Where(found => found.Scan is not null)
        .Select(found => KeyValuePair.Create<string, JsonNode?>(found.Type, Told(found.Scan!))));

    public static int Rank(string severity) => Array.IndexOf(Severities, severity);

    private static JsonObject View(ArtifactScan scan) => new JsonObject { ["end_time"] = Time(scan.Ended), ["report_id"] = scan.Id, ["scan_status"] = scan.Status, ["start_time"] = Time(scan.Started) }
        .WithNumber("complete_percent", scan.Percent)
        .WithNumber("duration", scan.Seconds)
        .WithText("severity", scan.Severity)
        .With(scan.HasReport, "summary", ScanReport.Summarize(scan.Findings))
        .With(scan.HasReport, "scanner", scan.Scanner.DeepClone());

    private static JsonObject Told(ArtifactScan scan) => new JsonObject
    {
        ["report_id"] = scan.Id,
        ["scan_status"] = scan.Status,
        ["severity"] = scan.Severity,
        ["duration"] = scan.Seconds,
        ["summary"] = scan.HasReport ? ScanReport.Summarize(scan.Findings) : null,
        ["start_time"] = HarborJson.Seconds(scan.Started ?? DateTimeOffset.MinValue),
        ["end_time"] = HarborJson.Seconds(scan.Ended ?? DateTimeOffset.MinValue),
    }.With(scan.HasReport, "scanner", scan.Scanner.DeepClone()).With(true, "complete_percent", scan.Percent);

    // Whole seconds, written with milliseconds.
    private static string Time(DateTimeOffset? time) => time is { } known ? HarborJson.Seconds(known).Replace("Z", ".000Z", StringComparison.Ordinal) : HarborJson.Never;

    /// <summary>The name of the report of an index: those of its children.</summary>
    public static string Join(IEnumerable<string> reports) => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join('|', reports)));
}
