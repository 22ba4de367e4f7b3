namespace Roadstead.Core.Contracts.Audit;

/// <summary>A change that somebody made.</summary>
/// <param name="Id">Counts up.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What: object kind and verb, such as <c>space.bind</c>.</param>
/// <param name="Object">To what.</param>
/// <param name="Outcome">How it ended: <c>ok</c>.</param>
/// <param name="Before">The object before, without secrets; null when it was made.</param>
/// <param name="After">The object after, without secrets; null when it was removed.</param>
/// <param name="Source">Where the request came from.</param>
public sealed record AuditView(
    long Id,
    DateTimeOffset At,
    string Actor,
    string Action,
    string Object,
    string Outcome,
    System.Text.Json.JsonElement? Before,
    System.Text.Json.JsonElement? After,
    string? Source);
