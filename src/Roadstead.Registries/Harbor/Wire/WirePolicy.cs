namespace Roadstead.Registries.Harbor.Wire;

/// <summary>A webhook policy.</summary>
internal sealed record WirePolicy(long? Id, string? Name, string? Description, bool Enabled, IReadOnlyList<string>? EventTypes, IReadOnlyList<WireTarget>? Targets);

internal sealed record WireTarget(string? Type, string? Address, string? AuthHeader, bool SkipCertVerify, string? PayloadFormat);
