namespace Roadstead.Core.Contracts.Clusters;

/// <summary>Whether a cluster's webhooks are as its admission asks. On the wire: kebab-case.</summary>
public enum AdmissionState
{
    /// <summary>Admission is off, and no webhook of Roadstead's is there.</summary>
    Off,

    /// <summary>What was asked for is being made so.</summary>
    Pending,

    /// <summary>The webhooks are as they should be.</summary>
    Ready,

    /// <summary>They could not be made so; the reason says why, and it is tried again.</summary>
    Failing,
}
