namespace Roadstead.Core.Contracts.Deployments;

/// <summary>A deployment that Roadstead made, and how its roll-out goes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Image">The image that it shall run.</param>
/// <param name="Replicas">How many pods it shall have.</param>
/// <param name="Updated">Pods of the newest image.</param>
/// <param name="Ready">Pods that are ready.</param>
/// <param name="Available">Pods that have been ready long enough to serve.</param>
/// <param name="State">How the roll-out goes.</param>
/// <param name="Reason">Why, in one word of Kubernetes or of the node.</param>
/// <param name="Message">The state in words.</param>
/// <param name="Pods">Its pods, those that fail first, at most 100; null in a list.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record DeploymentView(
    string Name,
    string Cluster,
    string Namespace,
    string Image,
    int Replicas,
    int Updated,
    int Ready,
    int Available,
    DeploymentState State,
    string? Reason,
    string? Message,
    IReadOnlyList<DeploymentPodView>? Pods,
    DateTimeOffset? CreatedAt)
{
    /// <summary>The port that its container serves; null for none.</summary>
    public int? Port { get; init; }

    /// <summary>Where other pods of the cluster reach it, as name.namespace:port; null without a Service, and in a list.</summary>
    public string? Address { get; init; }
}
