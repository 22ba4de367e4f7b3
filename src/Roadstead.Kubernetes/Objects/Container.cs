namespace Roadstead.Kubernetes.Objects;

/// <summary>A container of a template.</summary>
public sealed record Container
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its image.</summary>
    public string? Image { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>; null takes the default.</summary>
    public string? ImagePullPolicy { get; init; }

    /// <summary>Ports that it serves; null for none.</summary>
    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    /// <summary>Environment; null for none.</summary>
    public IReadOnlyList<EnvironmentVariable>? Env { get; init; }
}
