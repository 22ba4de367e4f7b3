namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>Where a Harbor keeps its images: a volume that Roadstead claims for it.</summary>
/// <param name="Size">Such as <c>100Gi</c>: a number with Mi, Gi or Ti.</param>
/// <param name="ClassName">The storage class; null: the cluster's default.</param>
/// <param name="Shared">Whether many nodes may mount it at once (ReadWriteMany), so that the part that serves images may run more than once; null: no.</param>
public sealed record HarborVolume(string? Size, string? ClassName = null, bool? Shared = null);
