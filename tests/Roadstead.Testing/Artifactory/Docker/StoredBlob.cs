namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>Where a blob is kept.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Content">The blob itself when it is kept here; null when it is in the registry behind.</param>
/// <param name="StorageName">Name of its image in the registry behind.</param>
internal sealed record StoredBlob(string Digest, byte[]? Content, string StorageName);
