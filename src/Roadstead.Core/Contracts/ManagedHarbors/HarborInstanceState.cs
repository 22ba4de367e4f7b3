namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>How a Harbor in a cluster does. On the wire: kebab-case.</summary>
public enum HarborInstanceState
{
    /// <summary>Something is needed before it can be made, or nobody has looked at it yet; the reason says what.</summary>
    Pending,

    /// <summary>It is being installed.</summary>
    Creating,

    /// <summary>It is being changed.</summary>
    Updating,

    /// <summary>It runs.</summary>
    Ready,

    /// <summary>It does not run, or not as it should.</summary>
    Failing,

    /// <summary>It is being deleted.</summary>
    Deleting,

    /// <summary>It is in its cluster no more.</summary>
    Gone,
}
