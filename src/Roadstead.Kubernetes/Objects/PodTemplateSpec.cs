namespace Roadstead.Kubernetes.Objects;

/// <summary>What pods of a template run, known in part.</summary>
public sealed record PodTemplateSpec
{
    /// <summary>Containers.</summary>
    public IReadOnlyList<Container> Containers { get; init => field = value ?? []; } = [];

    /// <summary>Pull secrets; null for none.</summary>
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>The account that the pods run as; null for <c>default</c>.</summary>
    public string? ServiceAccountName { get; init; }
}
