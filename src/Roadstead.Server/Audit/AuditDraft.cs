namespace Roadstead.Server.Audit;

/// <summary>What a change does, as the audit tells it.</summary>
/// <param name="Action">Object kind and verb: <c>space.bind</c>.</param>
/// <param name="Object">Its name, with what it is in: <c>registry/space</c>.</param>
/// <param name="Before">The object before; null when it is made. Serialized at once, so it may be a live entity's view.</param>
/// <param name="After">The object after; null when it is removed.</param>
public sealed record AuditDraft(string Action, string Object, object? Before = null, object? After = null);
