namespace Roadstead.Kubernetes.Objects;

/// <summary>All that the object of a bookmark has.</summary>
internal sealed record BookmarkDocument(BookmarkMeta? Metadata);

internal sealed record BookmarkMeta(string? ResourceVersion);
