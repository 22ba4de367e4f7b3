namespace Roadstead.Server.PullIdentities;

/// <summary>Passes on that a pull secret came to hold the newest accounts at registries. Safe for any number of threads.</summary>
internal sealed class IdentityArrivals
{
    /// <summary>With the cluster, and the workspace that holds the namespace.</summary>
    public event Action<string, Guid>? Arrived;

    public void Tell(string cluster, Guid workspaceId) => Arrived?.Invoke(cluster, workspaceId);
}
