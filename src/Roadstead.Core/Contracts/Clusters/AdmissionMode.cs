namespace Roadstead.Core.Contracts.Clusters;

/// <summary>What admission does in a cluster. On the wire: kebab-case.</summary>
public enum AdmissionMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Allows everything and reports what it would deny.</summary>
    Audit,

    /// <summary>Denies.</summary>
    Enforce,
}
