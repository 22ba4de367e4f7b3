namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>A folder of a repository.</summary>
internal sealed record WireFolder(IReadOnlyList<WireFolderEntry?>? Children);

internal sealed record WireFolderEntry(string? Uri, bool Folder);
