namespace Roadstead.Kubernetes.Objects;

/// <summary>A page of a list as it is sent.</summary>
internal sealed record ListDocument<T>(ListMeta? Metadata, List<T>? Items);

internal sealed record ListMeta(string? ResourceVersion, string? Continue);
