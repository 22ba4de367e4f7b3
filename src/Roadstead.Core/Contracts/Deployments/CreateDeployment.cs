namespace Roadstead.Core.Contracts.Deployments;

/// <summary>Body of <c>POST /namespaces/{cluster}/{namespace}/deployments</c>.</summary>
/// <param name="Name">1-63 of a-z 0-9 '-', not at the ends; unique in the namespace.</param>
/// <param name="Image">The image as a pod names it, with tag or digest.</param>
/// <param name="Replicas">0 to 100; null: 1.</param>
/// <param name="Port">The port that the container serves, 1 to 65535; null for none.</param>
/// <param name="Env">Environment of the container by name; null for none. No place for secrets: everybody who may look into the namespace reads it.</param>
public sealed record CreateDeployment(
    string? Name,
    string? Image,
    int? Replicas = null,
    int? Port = null,
    IReadOnlyDictionary<string, string>? Env = null)
{
    /// <summary>True makes a Service of the same name and <see cref="Port"/>, which other pods reach it by; it goes with the deployment. False unless told.</summary>
    public bool? Service { get; init; }
}
