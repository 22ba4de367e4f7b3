namespace Roadstead.Kubernetes.Objects;

/// <summary>Labels and annotations of objects to be made.</summary>
/// <param name="Labels">Labels; null for none.</param>
/// <param name="Annotations">Annotations; null for none.</param>
public sealed record ObjectMetaTemplate(IReadOnlyDictionary<string, string>? Labels = null, IReadOnlyDictionary<string, string>? Annotations = null);
