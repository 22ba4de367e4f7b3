namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>What makes an artifact an accessory of another.</summary>
/// <param name="Type"><c>signature.cosign</c>, <c>signature.notation</c>, <c>sbom.harbor</c> or <c>subject.accessory</c>.</param>
/// <param name="SubjectDigest">Digest of the artifact that it belongs to, which may not be there yet.</param>
/// <param name="CreatedAt">When it was pushed.</param>
public sealed record AccessoryState(string Type, string SubjectDigest, DateTimeOffset CreatedAt);
