namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireRepository(string? Name, long ArtifactCount, DateTimeOffset? UpdateTime);
