using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>The scan of an artifact: its own report, or the sum of its children's.</summary>
internal sealed class ArtifactScan
{
    private readonly IReadOnlyList<ScanReport> reports;

    private ArtifactScan(IReadOnlyList<ScanReport> reports) => this.reports = reports;

    public string Id => reports.Count == 1 ? reports[0].Uuid : ScanOverviews.Join(reports.Select(report => report.Uuid));

    public string Status => reports.Select(report => report.Status).MinBy(status => Array.IndexOf(["Pending", "Running", "Error", "Stopped", "Success"], status))!;

    public DateTimeOffset? Started => reports.Min(report => report.Started);

    public DateTimeOffset? Ended => reports.Max(report => report.Ended);

    public long Seconds => Started is { } from && Ended is { } to ? (long)(to - from).TotalSeconds : 0;

    public bool HasReport => reports.All(report => report.Report is not null);

    public long Percent => HasReport ? 100 : 0;

    public string Severity => HasReport ? reports.Select(report => report.Severity).MaxBy(ScanOverviews.Rank)! : "";

    public JsonObject Scanner => reports[0].Scanner.Metadata.Scanner;

    /// <summary>Each finding once.</summary>
    public IReadOnlyList<JsonObject> Findings => [.. reports.SelectMany(report => report.Findings).DistinctBy(finding => (finding["id"]!.GetValue<string>(), finding["package"]!.GetValue<string>(), finding["version"]!.GetValue<string>()))];

    /// <summary>The digests that are scanned when the artifact is.</summary>
    public static IReadOnlyList<ArtifactState> Parts(ArtifactState artifact) =>
        artifact.IsIndex ? [.. artifact.Children.Select(child => artifact.Repository.FindDigest(child.Digest)).OfType<ArtifactState>()] : [artifact];

    /// <summary>The scan; null unless all parts have a report of that type, however far it is.</summary>
    public static ArtifactScan? Of(HarborState state, ArtifactState artifact, string type)
    {
        var store = state.Area<ScannerStore>();
        var reports = Parts(artifact).Select(part => store.Report(part.Digest, type)).ToList();
        return reports.Count > 0 && reports.All(report => report is not null) ? new ArtifactScan(reports!) : null;
    }
}
