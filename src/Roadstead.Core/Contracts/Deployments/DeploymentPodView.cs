namespace Roadstead.Core.Contracts.Deployments;

/// <summary>A pod of a deployment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Pending, Running, Succeeded, Failed or Unknown, as Kubernetes writes them.</param>
/// <param name="Ready">Whether all of its containers are ready.</param>
/// <param name="Image">The image that it shall run.</param>
/// <param name="Reason">Why a container waits, in the node's word, such as ErrImagePull; null when none does.</param>
/// <param name="Message">What the node says about it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record DeploymentPodView(
    string Name,
    string Phase,
    bool Ready,
    string? Image,
    string? Reason,
    string? Message,
    DateTimeOffset? CreatedAt);
