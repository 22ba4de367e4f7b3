namespace Roadstead.Kubernetes.Objects;

/// <summary>Where the value of a variable comes from, known in part.</summary>
/// <param name="SecretKeyRef">A key of a secret; null when it is something else.</param>
public sealed record EnvironmentSource(SecretKeyReference? SecretKeyRef = null);
