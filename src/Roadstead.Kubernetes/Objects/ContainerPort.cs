using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A port that a container serves.</summary>
/// <param name="Number">1 to 65535.</param>
/// <param name="Name">Its name; null for none.</param>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>; null is TCP.</param>
public sealed record ContainerPort([property: JsonPropertyName("containerPort")] int Number, string? Name = null, string? Protocol = null);
