namespace Roadstead.Kubernetes.Objects;

/// <summary>One requirement of a selector.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">For <c>In</c> and <c>NotIn</c>; otherwise null.</param>
public sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string>? Values = null);
