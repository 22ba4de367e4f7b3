using Roadstead.Core.Contracts.Images;
using Roadstead.Server.Console.Components;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Images;

/// <summary>What artifacts are, in words, by the media types of those who make them.</summary>
internal static class AttachmentText
{
    /// <summary>A text key for what is attached to an artifact; null for what nobody here has heard of.</summary>
    public static string? Kind(DescriptorView descriptor) => Kind(descriptor.ArtifactType ?? descriptor.MediaType);

    /// <summary>A text key for what an artifact is that is no image; null for an image, and for what nobody here has heard of.</summary>
    public static string? Kind(ArtifactView artifact) =>
        Kind(artifact.ArtifactType ?? artifact.MediaType) ?? artifact.Layers.Select(layer => Kind(layer.MediaType)).FirstOrDefault(kind => kind is not null);

    public static IconName Icon(string? kind) => kind switch
    {
        "Cosign signature" or "Notation signature" => IconName.Certificate,
        "Attestation" => IconName.ShieldCheck,
        "Helm chart" => IconName.Sailboat,
        _ => IconName.Box,
    };

    // https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md, .../ATTESTATION_SPEC.md, .../BUNDLE_SPEC.md; https://github.com/notaryproject/specifications; https://helm.sh/docs/topics/registries
    private static string? Kind(string? type) => type switch
    {
        null or "" => null,
        _ when type.Contains("sigstore.bundle", StringComparison.Ordinal) || type.Contains("dev.cosign", StringComparison.Ordinal) => Key("Cosign signature"),
        _ when type.Contains("cncf.notary", StringComparison.Ordinal) => Key("Notation signature"),
        _ when type.Contains("spdx", StringComparison.Ordinal) => Key("SBOM (SPDX)"),
        _ when type.Contains("cyclonedx", StringComparison.Ordinal) => Key("SBOM (CycloneDX)"),
        _ when type.Contains("sbom", StringComparison.Ordinal) || type.Contains("syft", StringComparison.Ordinal) => Key("SBOM"),
        _ when type.Contains("in-toto", StringComparison.Ordinal) || type.Contains("dsse.envelope", StringComparison.Ordinal) || type.Contains("slsa", StringComparison.Ordinal) => Key("Attestation"),
        _ when type.Contains("helm", StringComparison.Ordinal) => Key("Helm chart"),
        _ when type.Contains("security.vulnerability", StringComparison.Ordinal) || type.Contains("sarif", StringComparison.Ordinal) => Key("Scan report"),
        _ when type.Contains("wasm", StringComparison.Ordinal) => Key("WebAssembly module"),
        _ => null,
    };
}
