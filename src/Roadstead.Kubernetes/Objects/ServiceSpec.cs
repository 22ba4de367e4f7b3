namespace Roadstead.Kubernetes.Objects;

/// <summary>What a service leads to.</summary>
public sealed record ServiceSpec
{
    /// <summary>Labels of its pods; null for a service that picks none by itself.</summary>
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    /// <summary>Its ports; null for none.</summary>
    public IReadOnlyList<ServicePort>? Ports { get; init; }
}
