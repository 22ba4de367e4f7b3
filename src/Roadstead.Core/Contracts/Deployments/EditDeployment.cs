namespace Roadstead.Core.Contracts.Deployments;

/// <summary>Body of <c>PATCH /namespaces/{cluster}/{namespace}/deployments/{name}</c>; null leaves a field as it is.</summary>
/// <param name="Image">The image as a pod names it, with tag or digest.</param>
/// <param name="Replicas">0 to 100.</param>
public sealed record EditDeployment(
    string? Image = null,
    int? Replicas = null);
