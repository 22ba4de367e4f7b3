using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>The name of another object in the same namespace.</summary>
/// <param name="Name">Its name.</param>
public sealed record LocalObjectReference([property: JsonConverter(typeof(SharedTextConverter))] string? Name);
