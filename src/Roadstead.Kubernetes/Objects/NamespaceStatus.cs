using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>The state of a namespace.</summary>
/// <param name="Phase"><c>Active</c> or <c>Terminating</c>.</param>
public sealed record NamespaceStatus([property: JsonConverter(typeof(SharedTextConverter))] string? Phase);
