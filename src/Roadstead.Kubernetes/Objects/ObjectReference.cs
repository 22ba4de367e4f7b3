namespace Roadstead.Kubernetes.Objects;

/// <summary>Names any object of the cluster.</summary>
public sealed record ObjectReference
{
    /// <summary>Group and version of its type.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Its namespace; null for objects of the whole cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its uid.</summary>
    public string? Uid { get; init; }
}
