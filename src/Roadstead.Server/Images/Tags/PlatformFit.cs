using Roadstead.Core.Contracts.Images;

namespace Roadstead.Server.Images.Tags;

/// <summary>Compares what an image is for with what a cluster's nodes are, as a node's runtime would.</summary>
internal static class PlatformFit
{
    /// <summary>The tag with what the nodes say to it; as it was when either is not known.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="nodes">The platforms of the nodes; null when not known.</param>
    public static TagView On(TagView tag, IReadOnlyList<string>? nodes)
    {
        // What is no image for a platform (a chart, a signature) has none.
        if (nodes is null or [] || tag.Platforms.Count == 0) return tag;
        var missing = nodes.Where(node => !tag.Platforms.Any(platform => Runs(node, platform))).ToList();
        return tag with { NodeFit = missing.Count == 0 ? NodeFit.All : missing.Count == nodes.Count ? NodeFit.None : NodeFit.Some, MissingPlatforms = missing };
    }

    // containerd takes the 32 bits of the same family where there are no 64 (platforms.Only): https://github.com/containerd/platforms/blob/main/compare.go
    private static bool Runs(string node, string platform)
    {
        var (nodeSystem, nodeArchitecture) = Split(node);
        var (system, architecture) = Split(platform);
        return system.SequenceEqual(nodeSystem)
            && (architecture.SequenceEqual(nodeArchitecture)
                || (nodeArchitecture is "amd64" && architecture is "386")
                || (nodeArchitecture is "arm64" && architecture is "arm"));
    }

    private static (string System, string Architecture) Split(string platform) =>
        platform.Split('/') is [var system, var architecture, ..] ? (system, architecture) : (platform, "");
}
