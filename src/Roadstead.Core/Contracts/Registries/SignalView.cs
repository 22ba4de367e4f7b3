namespace Roadstead.Core.Contracts.Registries;

/// <summary>One signal of a registry's health.</summary>
/// <param name="Name">Which.</param>
/// <param name="Ok">Null: not known, or it does not apply.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Message">In words, with what to do about it.</param>
/// <param name="CheckedAt">When it was last looked at.</param>
/// <param name="ChangedAt">Since when it is so.</param>
public sealed record SignalView(
    SignalName Name,
    bool? Ok,
    string? Reason,
    string? Message,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? ChangedAt);
