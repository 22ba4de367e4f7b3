namespace Roadstead.Kubernetes.Objects;

/// <summary>A variable of a container's environment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null when it comes from elsewhere.</param>
/// <param name="ValueFrom">Where its value comes from; null when it has one of its own.</param>
public sealed record EnvironmentVariable(string Name, string? Value = null, EnvironmentSource? ValueFrom = null);
