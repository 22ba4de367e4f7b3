namespace Roadstead.Kubernetes.Objects;

/// <summary>Further facts of a failure.</summary>
/// <param name="RetryAfterSeconds">How long to wait; null or 0 when the server does not say.</param>
public sealed record StatusDetails(int? RetryAfterSeconds = null);
