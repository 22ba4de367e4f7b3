using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Repositories;
using Roadstead.Testing.Harbor.Scans;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>What a project keeps back: images with vulnerabilities, and images without a signature.</summary>
internal static class PullPolicies
{
    public static void Check(HarborState state, ArtifactState artifact)
    {
        var metadata = artifact.Repository.Project.Metadata;
        // Signatures and the like can always be pulled, or nobody could check them.
        if (artifact.IsAccessory || artifact.Type != "IMAGE")
        {
            return;
        }

        if (metadata.GetValueOrDefault("enable_content_trust_cosign") == "true" && !ArtifactViews.Accessories(artifact).Any(accessory => accessory.Accessory!.Type == "signature.cosign"))
        {
            throw Violation("The image is not signed by cosign.");
        }

        if (metadata.GetValueOrDefault("prevent_vul") == "true" && !artifact.IsIndex)
        {
            CheckVulnerabilities(state, artifact, metadata.GetValueOrDefault("severity", "low"));
        }
    }

    private static void CheckVulnerabilities(HarborState state, ArtifactState artifact, string severity)
    {
        var level = char.ToUpperInvariant(severity[0]) + severity[1..];
        var policy = $"due to configured policy in 'Prevent images with vulnerability severity of \"{level}\" or higher from running.'";
        var scan = state.Scans.GetValueOrDefault(artifact.Digest);
        if (scan is not { Status: "Success" })
        {
            throw Violation($"current image without vulnerability scanning cannot be pulled {policy} To continue with pull, please contact your project administrator for help.");
        }

        if (ScanState.Order(scan.Severity) >= ScanState.Order(level))
        {
            throw Violation($"current image with {scan.Total} vulnerabilities cannot be pulled {policy} To continue with pull, please contact your project administrator to exempt matched vulnerabilities through configuring the CVE allowlist.");
        }
    }

    private static HarborException Violation(string message) => new(412, "PROJECTPOLICYVIOLATION", message);
}
