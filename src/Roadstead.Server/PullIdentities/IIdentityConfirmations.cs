namespace Roadstead.Server.PullIdentities;

/// <summary>Where it is told that a generation of an account has arrived. Safe for any number of threads.</summary>
public interface IIdentityConfirmations
{
    /// <summary>
    /// The pull secret of this namespace was seen to hold this account: the generations before it are removed, together with others', after the overlap
    /// (<see cref="PullIdentitiesOptions.Overlap"/>); at once where access was taken away. Telling it again is harmless.
    /// </summary>
    void Confirm(string cluster, string ns, string account);

    /// <summary>The pull secret of a namespace of this workspace in this cluster was seen to hold the newest accounts at registries. Once all of the workspace's do, older ones go. Telling it again is harmless.</summary>
    void ConfirmIdentities(string cluster, Guid workspaceId);
}
