using System.Text.RegularExpressions;

namespace Roadstead.Server.Images;

/// <summary>
/// Tags that are no tags to people: what stands for the referrers of a manifest where a registry has no such call (<c>sha256-...</c>,
/// OCI distribution spec, "Referrers tag schema"), and cosign's <c>.sig</c>, <c>.att</c> and <c>.sbom</c>.
/// </summary>
internal static partial class HiddenTags
{
    public static bool IsHidden(string tag) => Pattern().IsMatch(tag);

    [GeneratedRegex(@"\Asha(256-[0-9a-f]{64}|512-[0-9a-f]{64,128})(\.|\z)")]
    private static partial Regex Pattern();
}
