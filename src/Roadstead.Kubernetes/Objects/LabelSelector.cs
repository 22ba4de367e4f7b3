namespace Roadstead.Kubernetes.Objects;

/// <summary>Which objects are meant, by their labels. Empty means all; all parts must hold.</summary>
public sealed record LabelSelector
{
    /// <summary>Labels with their values; null for none.</summary>
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Further requirements; null for none.</summary>
    public IReadOnlyList<LabelRequirement>? MatchExpressions { get; init; }
}
