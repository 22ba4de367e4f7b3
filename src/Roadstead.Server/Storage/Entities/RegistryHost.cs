namespace Roadstead.Server.Storage.Entities;

/// <summary>A host by which a registry's images are named.</summary>
public sealed class RegistryHost
{
    public Guid RegistryId { get; set; }

    /// <summary><c>host[:port]</c>, lower case, without a default port.</summary>
    public required string Host { get; set; }

    public RegistryHostKind Kind { get; set; }

    /// <summary>Their order as it was given, from 0: members pull by the first declared host, else by the own one.</summary>
    public int Position { get; set; }

    /// <summary>What the host stands for inside the registry; empty for the whole of it.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The registry's own, repeated here so that the database itself keeps a host unique among the platform's and in each workspace.</summary>
    public Guid? WorkspaceId { get; set; }
}
