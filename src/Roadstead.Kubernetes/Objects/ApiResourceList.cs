namespace Roadstead.Kubernetes.Objects;

/// <summary>The types of a version of a group, as the server tells them.</summary>
internal sealed record ApiResourceList(IReadOnlyList<ApiResource>? Resources);

internal sealed record ApiResource(string? Name);
