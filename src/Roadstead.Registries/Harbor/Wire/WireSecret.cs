namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireSecret(string? Secret);
