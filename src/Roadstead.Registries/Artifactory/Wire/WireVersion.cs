namespace Roadstead.Registries.Artifactory.Wire;

internal sealed record WireVersion(string? Version);
