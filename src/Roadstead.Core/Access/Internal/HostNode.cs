namespace Roadstead.Core.Access.Internal;

/// <summary>Who has the word on a host. Filled while the map is built, read only afterwards.</summary>
internal sealed class HostNode
{
    /// <summary>The platform's registry of this host.</summary>
    public Claim? Platform { get; set; }

    /// <summary>The platform's registry that was removed and not yet forgotten.</summary>
    public RegistryFact? Removed { get; set; }

    /// <summary>Workspaces' own registries, by the workspace's index.</summary>
    public Dictionary<int, Claim>? Own { get; set; }

    /// <summary>Workspaces' registries that were removed, by the workspace's index.</summary>
    public Dictionary<int, RegistryFact>? OwnRemoved { get; set; }

    /// <summary>True when a workspace's claim is exclusive.</summary>
    public bool HasExclusive { get; set; }
}

/// <summary>The two nodes that speak of a host.</summary>
/// <param name="Exact">The one of the host itself; null when nobody claims it.</param>
/// <param name="Wildcard">The one of all hosts with this one's first label; null when nobody claims them.</param>
/// <param name="LabelLength">How long that label is, with which the image begins.</param>
/// <param name="Label">That label, where it is not in the image; null where it is.</param>
internal readonly record struct FoundHost(HostNode? Exact, HostNode? Wildcard = null, int LabelLength = 0, string? Label = null)
{
    /// <summary>The path in a registry that claims all hosts with such a label.</summary>
    public ResolvedPath Below(ResolvedPath path, Claim claim) => Label is null
        ? path with { Prefix = claim.Prefix, LabelLength = LabelLength }
        : path with { Prefix = claim.Prefix.Length == 0 ? Label : $"{claim.Prefix}/{Label}" };
}

/// <summary>A registry's claim on a host.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Prefix">What the host stands for inside the registry; empty for the whole of it.</param>
/// <param name="Exclusive">For a workspace's registry: nobody else may use the host.</param>
internal sealed record Claim(RegistryNode Registry, string Prefix, bool Exclusive);
