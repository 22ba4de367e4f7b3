namespace Roadstead.Core.Access;

/// <summary>What made a reason apply, where one reason has several causes. For the words of a verdict; decides nothing.</summary>
public enum AccessCircumstance : byte
{
    /// <summary>The reason says all.</summary>
    None,

    /// <summary>Not parseable because the part before the first '/' is neither a host nor a path.</summary>
    NoHost,

    /// <summary>A name under the gateway that names no registry that the asker may name.</summary>
    GatewayName,

    /// <summary>No registry is integrated for the host and the cluster itself is not known.</summary>
    UnknownCluster,

    /// <summary>Another workspace's claim on the host is exclusive.</summary>
    ExclusiveClaim,

    /// <summary>The space is open, but shows the content of another one (<see cref="Verdict.Included"/>), to which the reason applies.</summary>
    IncludedSpace,
}
