namespace Roadstead.Server.Overview.Pulls;

/// <summary>What a door said, in short.</summary>
public enum PullAnswer
{
    /// <summary>It may be pulled.</summary>
    Allowed,

    /// <summary>It may not.</summary>
    Refused,

    /// <summary>No registry is integrated for it, and the cluster lets such images run.</summary>
    Unmanaged,
}
