namespace Roadstead.Registries.Artifactory.Wire;

internal sealed record WireErrors(IReadOnlyList<WireErrorEntry?>? Errors);

internal sealed record WireErrorEntry(string? Code, string? Message);
