using System.Text.RegularExpressions;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>What is not compared, and why: nothing else is exempt.</summary>
/// <param name="Exchanges">Names of exchanges, with or without the set; <c>*</c> stands for anything.</param>
/// <param name="Where">Place in the answer as differences name it; <c>*</c> stands for anything.</param>
/// <param name="Reason">Why the real value cannot be asked for.</param>
internal sealed record Tolerance(string Exchanges, string Where, string Reason)
{
    public static IReadOnlyList<Tolerance> All { get; } =
    [
        new("*", "*.scan_overview.*.duration", "How many seconds the scan took."),
        new("jobservice.pools", "[0].pid", "A process id."),
        new("error.path.oldapi", "body", "A page for people; the fake has its own."),
    ];

    public static bool Covers(RecordedExchange exchange, string where) =>
        All.Any(tolerance => (Is(tolerance.Exchanges, exchange.Name) || Is(tolerance.Exchanges, exchange.Id)) && Is(tolerance.Where, where));

    private static bool Is(string pattern, string text) =>
        pattern == text || (pattern.Contains('*', StringComparison.Ordinal)
            && Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline));
}
