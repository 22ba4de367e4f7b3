namespace Roadstead.Server.Clusters.Pods;

/// <summary>A container that waits because its image cannot be had.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Container">The container.</param>
/// <param name="Image">The image as the pod names it.</param>
/// <param name="Reason">As the node says it: <c>ErrImagePull</c>, <c>ImagePullBackOff</c> ...</param>
/// <param name="Message">What the node says about it; null when it says nothing.</param>
/// <param name="Since">Since when, as far as Roadstead has seen.</param>
public sealed record FailingPull(string Pod, string Container, string Image, string Reason, string? Message, DateTimeOffset Since);
