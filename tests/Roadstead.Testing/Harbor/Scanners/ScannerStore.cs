namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>The registered scanners and what they reported.</summary>
internal sealed class ScannerStore
{
    public const string Vulnerabilities = "application/vnd.security.vulnerability.report; version=1.1";
    public const string OlderVulnerabilities = "application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0";

    /// <summary>Media types of reports, the preferred one first.</summary>
    public static IReadOnlyList<string> Types { get; } = [Vulnerabilities, OlderVulnerabilities];

    public List<ScannerRegistration> All { get; } = [];

    /// <summary>Reports hang on the digest: one scan fills every repository that has it.</summary>
    public List<ScanReport> Reports { get; } = [];

    public ScannerRegistration? Default => All.Find(scanner => scanner is { IsDefault: true, Disabled: false });

    public ScanReport? Report(string digest, string type) => Reports.Find(report => report.Digest == digest && report.Type == type && report.Scanner == Default);

    public void Replace(string digest, IEnumerable<ScanReport> reports)
    {
        Reports.RemoveAll(report => report.Digest == digest);
        Reports.AddRange(reports);
    }
}
