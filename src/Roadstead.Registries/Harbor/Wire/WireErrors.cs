namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireErrors(IReadOnlyList<WireError>? Errors);

internal sealed record WireError(string? Code);
