namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireEventTypes(IReadOnlyList<string>? EventType);
