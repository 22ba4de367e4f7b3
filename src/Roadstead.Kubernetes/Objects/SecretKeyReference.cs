namespace Roadstead.Kubernetes.Objects;

/// <summary>One key of a secret in the same namespace.</summary>
/// <param name="Name">The secret.</param>
/// <param name="Key">The key.</param>
public sealed record SecretKeyReference(string? Name = null, string? Key = null);
