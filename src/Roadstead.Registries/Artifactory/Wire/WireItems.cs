namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>What a search found.</summary>
internal sealed record WireItems(IReadOnlyList<WireItem?>? Results);

/// <summary>A file. Its path is the folder that it is in.</summary>
internal sealed record WireItem(string? Repo, string? Path, string? Name, string? Created, string? Modified, string? Sha256);
