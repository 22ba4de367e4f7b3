namespace Roadstead.Core.Contracts.Settings;

/// <summary>The store of desired state and the index.</summary>
/// <param name="Kind">Its product: <c>SQLite</c>.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Bytes">The size of desired state and audit on disk.</param>
/// <param name="IndexBytes">The size of the index of images on disk.</param>
/// <param name="Migration">The newest change of its form.</param>
/// <param name="EncryptionKeyId">Which key encrypts now, as eight hex digits of its fingerprint; never the key.</param>
public sealed record StoreFacts(string Kind, string? Version, long Bytes, long IndexBytes, string? Migration, string EncryptionKeyId);
