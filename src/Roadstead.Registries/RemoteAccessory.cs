using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>Something that is attached to an artifact.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Type">What it is, in the registry's words: <c>signature.cosign</c>, <c>sbom.harbor</c> ...</param>
/// <param name="SizeBytes">Its size.</param>
public sealed record RemoteAccessory(Digest Digest, string Type, long SizeBytes);
