namespace Roadstead.Kubernetes.Objects;

/// <summary>A condition in CEL for asking a webhook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">The expression.</param>
public sealed record WebhookMatchCondition(string Name, string Expression);
