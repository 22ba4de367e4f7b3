using System.Collections.Concurrent;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Kubernetes;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.PullIdentities;

namespace Roadstead.Server.PullSecrets;

/// <summary>Remembers how pull secrets stand. After a start it is filled by looking at each, so that nothing of it is stored.</summary>
internal sealed partial class PullSecretBoard(IClusterConnections clusters, TimeProvider time, ILogger<PullSecretBoard> logger) : IPullSecretStates
{
    private readonly ConcurrentDictionary<(string Cluster, string Namespace), PullSecretState> states = new();
    private readonly ConcurrentDictionary<(string Cluster, string Namespace), PullSecretState> failing = new();
    private readonly ConcurrentDictionary<string, PullSecretState> troubles = new(StringComparer.Ordinal);

    public PullSecretState Find(string cluster, string ns)
    {
        if (states.TryGetValue((cluster, ns), out var known))
            return known;
        if (troubles.TryGetValue(cluster, out var trouble))
            return trouble;
        var state = clusters.StateOf(cluster);
        return state.Status is ClusterStatus.Connected
            ? new PullSecretState(DeliveryState.Pending, PullSecretReason.Starting, "It is looked at in a moment.", state.ChangedAt)
            : new PullSecretState(DeliveryState.Pending, PullSecretReason.ClusterDisconnected, $"The cluster '{cluster}' is not connected ({state.Message}). The secret is made as soon as it is.", state.ChangedAt);
    }

    public (string Cluster, string Namespace, PullSecretState State)? FindFailing(Guid workspaceId)
    {
        foreach (var ((cluster, ns), state) in failing)
        {
            if (state.WorkspaceId == workspaceId)
                return (cluster, ns, state);
        }

        return null;
    }

    public void Ready(string cluster, string ns, PullSecretContent content, DateTimeOffset? changedAt) => Set(
        cluster, ns, DeliveryState.Ready, null, "It holds the namespace's pull identities, and the default service account refers to it.", content.WorkspaceId, content.Account, changedAt,
        [.. content.Identities.Select(identity => identity.Id)], accountRefers: true);

    public void Pending(string cluster, string ns, Guid workspaceId, string reason, string message) =>
        Set(cluster, ns, DeliveryState.Pending, reason, message, workspaceId, null, null);

    public void Failing(string cluster, string ns, Guid workspaceId, string reason, string message, bool? accountRefers = null)
    {
        if (Set(cluster, ns, DeliveryState.Failing, reason, message, workspaceId, states.GetValueOrDefault((cluster, ns))?.Account, null, accountRefers: accountRefers))
            Log.Failing(logger, ns, cluster, reason, message);
    }

    public void Forget(string cluster, string ns)
    {
        states.TryRemove((cluster, ns), out _);
        failing.TryRemove((cluster, ns), out _);
    }

    /// <summary>Nothing can be known of a cluster's secrets, for this reason; null: all can be looked at.</summary>
    public void Trouble(string cluster, KubernetesException? trouble)
    {
        if (trouble is null)
            troubles.TryRemove(cluster, out _);
        else
            troubles[cluster] = new PullSecretState(DeliveryState.Failing, trouble.Reason, $"The cluster's pull secrets cannot be watched: {trouble.Message}", time.GetUtcNow());
    }

    // True when that is news.
    private bool Set(string cluster, string ns, DeliveryState state, string? reason, string message, Guid workspaceId, string? account, DateTimeOffset? changedAt, IReadOnlyList<Guid>? identities = null, bool? accountRefers = null)
    {
        var key = (cluster, ns);
        var before = states.GetValueOrDefault(key);
        var isNews = before is null || before.State != state || before.Reason != reason;
        var after = new PullSecretState(state, reason, message, changedAt ?? (isNews ? time.GetUtcNow() : before!.ChangedAt), workspaceId, account) { Identities = identities ?? [], AccountRefers = accountRefers };
        states[key] = after;
        if (state is DeliveryState.Failing)
            failing[key] = after;
        else
            failing.TryRemove(key, out _);
        return isNews;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The pull secret of namespace {Namespace} of cluster {Cluster} fails ({Reason}): {Problem}")]
        public static partial void Failing(ILogger logger, string @namespace, string cluster, string reason, string problem);
    }
}
