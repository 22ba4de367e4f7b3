namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireHealth(string? Status, IReadOnlyList<WireComponent>? Components);

internal sealed record WireComponent(string? Name, string? Status);
