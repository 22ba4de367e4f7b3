namespace Roadstead.Server.Clusters.Leaving;

/// <summary>How the leaving of a cluster ended.</summary>
internal enum LeaveEnd
{
    /// <summary>Nothing of ours is in the cluster any more.</summary>
    Done,

    /// <summary>It could not be reached for too long; what is in it stays.</summary>
    GivenUp,

    /// <summary>An admin forgot it; what is in it stays.</summary>
    Forgotten,
}
