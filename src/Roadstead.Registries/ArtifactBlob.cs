using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>A blob or manifest that an artifact is made of.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Platform">os/architecture[/variant] of a child of an index; else null.</param>
/// <param name="ArtifactType">Its artifact type; else null.</param>
public sealed record ArtifactBlob(Digest Digest, string MediaType, long SizeBytes, string? Platform = null, string? ArtifactType = null);
