namespace Roadstead.Registries;

/// <summary>What a scan for vulnerabilities found.</summary>
/// <param name="Severity">The worst, in lower case: <c>none</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c>, <c>unknown</c>.</param>
/// <param name="Total">How many.</param>
/// <param name="Fixable">Of these, how many a newer version mends.</param>
/// <param name="EndedAt">When the scan ended; null where that is not told.</param>
public sealed record ScanSummary(string Severity, long Total, long Fixable, DateTimeOffset? EndedAt);
