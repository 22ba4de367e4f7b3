namespace Roadstead.Core.Contracts.Registries;

/// <summary>What a storage figure means. On the wire: kebab-case.</summary>
public enum StorageKind
{
    /// <summary>The sum over spaces; shared layers count more than once.</summary>
    Logical,

    /// <summary>What the disk holds.</summary>
    Physical,

    /// <summary>From the manifests that the index read, each blob once.</summary>
    Estimated,
}
