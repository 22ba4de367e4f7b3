namespace Roadstead.Kubernetes.Objects;

/// <summary>Who tells an event.</summary>
/// <param name="Component">Such as <c>roadstead</c> or <c>kubelet</c>.</param>
/// <param name="Host">The node it runs on; null when that does not matter.</param>
public sealed record EventSource(string? Component, string? Host = null);
