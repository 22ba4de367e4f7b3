using System.Text.RegularExpressions;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>What is not compared, and why: nothing else is exempt.</summary>
/// <param name="Exchanges">Names of exchanges, with or without the set; <c>*</c> stands for anything.</param>
/// <param name="Where">Place in the answer as differences name it; <c>*</c> stands for anything.</param>
/// <param name="Reason">Why the real value cannot be asked for.</param>
internal sealed record Tolerance(string Exchanges, string Where, string Reason)
{
    /// <summary>Lists that Harbor fills from a map, in another order each time: only what is in them is compared.</summary>
    public static IReadOnlyList<Tolerance> Unordered { get; } =
    [
        new("token.*", ".claims.access[*].actions", "Rights come from a map."),
        new("users.current.permissions", "", "Rights come from a map."),
        new("robot.*", "*permissions", "Permissions come from a map: the same robot has them in both orders."),
        new("robot.*", "*.access", "Permissions come from a map."),
        new("v215.quota.list.sort", "", "A tie: nothing is stored yet."),
        new("security.summary.scanned", ".dangerous_artifacts", "All are equally dangerous, and the two releases list them differently."),
    ];

    /// <summary>Values that are not compared.</summary>
    public static IReadOnlyList<Tolerance> All { get; } =
    [
        new("*", "*.scan_overview.*.duration", "How many seconds the scan took."),
        new("jobservice.pools", "[0].pid", "A process id."),
        new("error.path.oldapi", "body", "A page for people; the fake has its own."),
        new("error.method", ".errors[0].message", "Lists the methods in the order of a map."),
        new("error.options", ".errors[0].message", "Lists the methods in the order of a map."),
        new("auditext.list", "X-Total-Count", "What was tried and refused in steps that were not kept is counted too."),
        new("auditext.project", "X-Total-Count", "What was tried and refused in steps that were not kept is counted too."),
    ];

    public static bool Covers(RecordedExchange exchange, string where) =>
        All.Any(tolerance => tolerance.IsFor(exchange, where));

    public static bool IsUnordered(RecordedExchange exchange, string where) =>
        Unordered.Any(tolerance => tolerance.IsFor(exchange, where));

    /// <summary>Whether it is about that place of that exchange.</summary>
    public bool IsFor(RecordedExchange exchange, string where) => (Is(Exchanges, exchange.Name) || Is(Exchanges, exchange.Id)) && Is(Where, where);

    private static bool Is(string pattern, string text) =>
        pattern == text || (pattern.Contains('*', StringComparison.Ordinal)
            && Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline));
}
