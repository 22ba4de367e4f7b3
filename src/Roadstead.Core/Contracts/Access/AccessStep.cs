namespace Roadstead.Core.Contracts.Access;

/// <summary>One step of the explanation.</summary>
/// <param name="Check">Its stable name.</param>
/// <param name="Ok">Null: could not be looked at, or does not apply.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do; null when nothing is.</param>
/// <param name="Mend">Where that is done; null when nothing is, or it comes right by itself.</param>
public sealed record AccessStep(
    string Check,
    bool? Ok,
    string Detail,
    string? Remedy,
    AccessMend? Mend = null);
