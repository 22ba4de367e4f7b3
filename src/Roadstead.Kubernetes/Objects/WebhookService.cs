namespace Roadstead.Kubernetes.Objects;

/// <summary>A webhook's service in the cluster.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">The path that is asked; null for none.</param>
/// <param name="Port">1 to 65535; null is 443.</param>
public sealed record WebhookService(string Namespace, string Name, string? Path = null, int? Port = null);
