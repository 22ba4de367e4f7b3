namespace Roadstead.Server.Clusters.Nodes;

/// <summary>For which platforms the connected clusters have nodes, as last seen. Answers from memory; safe for any number of threads.</summary>
public interface IClusterNodes
{
    /// <summary>The platforms of a cluster's nodes as os/architecture, each once, in order; null when not known: not reached yet, or without the right to list nodes.</summary>
    IReadOnlyList<string>? PlatformsOf(string cluster);
}
