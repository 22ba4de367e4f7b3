using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Scans;

/// <summary>What a scanner found in an artifact. It hangs on the digest, whichever repository it is in.</summary>
public sealed record ScanState
{
    private static readonly string[] Severities = ["None", "Unknown", "Negligible", "Low", "Medium", "High", "Critical"];

    /// <summary>Pending, Running, Success, Error or Stopped.</summary>
    public string Status { get; init; } = "Success";

    /// <summary>Findings by severity, as in <c>Critical</c>.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    public int Fixable { get; init; }

    public string ReportId { get; init; } = Guid.NewGuid().ToString();

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string Scanner { get; init; } = "Trivy";

    /// <summary>The report itself, as the scanner gave it; null for none.</summary>
    public JsonObject? Report { get; init; }

    public int Total => Counts.Values.Sum();

    public string Severity => Counts.Where(count => count.Value > 0).Select(count => count.Key).MaxBy(Order) ?? "None";

    internal static int Order(string severity) => Array.IndexOf(Severities, severity);
}
