namespace Roadstead.Kubernetes;

/// <summary>Which objects of a type are meant.</summary>
/// <param name="Namespace">Those of this namespace; null for the whole cluster.</param>
/// <param name="LabelSelector">Those with these labels, such as <c>a=b,c</c>; null for all.</param>
/// <param name="FieldSelector">Those with these fields, such as <c>metadata.name=default</c>; null for all.</param>
public sealed record ListScope(string? Namespace = null, string? LabelSelector = null, string? FieldSelector = null)
{
    /// <summary>Everything in the cluster.</summary>
    public static ListScope All { get; } = new();
}
