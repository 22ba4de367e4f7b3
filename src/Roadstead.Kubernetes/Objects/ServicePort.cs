using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A port of a service, which leads to the same port of its pods.</summary>
/// <param name="Number">1 to 65535.</param>
/// <param name="Name">Its name; null for none.</param>
public sealed record ServicePort([property: JsonPropertyName("port")] int Number, string? Name = null);
