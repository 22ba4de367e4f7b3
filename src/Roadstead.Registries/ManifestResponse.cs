using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>A manifest, exactly as the registry stores it.</summary>
/// <param name="Digest">Its digest, proven against the bytes when they were read.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="Bytes">The bytes; null for HEAD. At most 4 MiB.</param>
public sealed record ManifestResponse(Digest Digest, string MediaType, long LengthBytes, byte[]? Bytes);
