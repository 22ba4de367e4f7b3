namespace Roadstead.Server.Storage.Entities;

/// <summary>How far an account at a registry is. The row comes before the account and goes after it, so that no crash leaves an account that nobody knows of.</summary>
public enum PullIdentityState
{
    /// <summary>To be made; perhaps it is there already, and its secret was lost with a crash.</summary>
    Making,

    /// <summary>It is there, open, and its secret is kept here.</summary>
    Ready,

    /// <summary>It is there and closed: no private space is bound.</summary>
    Closed,

    /// <summary>To be deleted: a newer generation has taken its place.</summary>
    Retiring,
}
