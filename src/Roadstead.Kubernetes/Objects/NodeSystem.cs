namespace Roadstead.Kubernetes.Objects;

/// <summary>What runs on a node (<c>nodeInfo</c>).</summary>
/// <param name="KubeletVersion">Such as <c>v1.20.2</c>.</param>
/// <param name="ContainerRuntimeVersion">Such as <c>containerd://1.6.20</c>.</param>
/// <param name="Architecture">Such as <c>amd64</c>.</param>
/// <param name="OperatingSystem">Such as <c>linux</c>.</param>
public sealed record NodeSystem(string? KubeletVersion, string? ContainerRuntimeVersion, string? Architecture, string? OperatingSystem);
