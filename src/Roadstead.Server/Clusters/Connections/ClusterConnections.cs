using System.Collections.Concurrent;
using System.Collections.Immutable;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>The connections, and what is known of each cluster. Kept by row, so that a new cluster under an old name inherits nothing.</summary>
internal sealed class ClusterConnections(IClusterSource clusters, TimeProvider time) : IClusterConnections
{
    private readonly ConcurrentDictionary<Guid, ClusterConnection> connections = new();
    private readonly Dictionary<Guid, Seen> seen = [];
    private readonly Lock gate = new();
    private TaskCompletionSource next = NewSignal();

    public IReadOnlyCollection<ClusterConnection> All => (IReadOnlyCollection<ClusterConnection>)connections.Values;

    public ClusterConnection? Find(string cluster) => clusters.Clusters.TryGetValue(cluster, out var known) ? connections.GetValueOrDefault(known.ClusterId) : null;

    public ClusterState StateOf(string cluster) => clusters.Clusters.TryGetValue(cluster, out var known) ? StateOf(known.ClusterId) : Unseen().State;

    public ClusterState StateOf(Guid clusterId)
    {
        lock (gate)
            return (seen.GetValueOrDefault(clusterId) ?? Unseen()).State;
    }

    public void Add(ClusterConnection connection) => connections[connection.ClusterId] = connection;

    public void Remove(ClusterConnection connection) => connections.TryRemove(KeyValuePair.Create(connection.ClusterId, connection));

    /// <summary>The cluster is gone.</summary>
    public void Forget(Guid clusterId)
    {
        lock (gate)
            seen.Remove(clusterId);
    }

    /// <summary>What a look at the cluster told.</summary>
    public void Note(Guid clusterId, ClusterFacts facts) => Update(clusterId, now => now with { Version = facts.Version, MissingRights = facts.MissingRights });

    /// <summary>Whether it is connected.</summary>
    /// <returns>True when that is news.</returns>
    public bool Report(Guid clusterId, ClusterTrouble? trouble) => Update(clusterId, now => now with { Trouble = trouble });

    /// <summary>A part fails with this message; null: it works.</summary>
    public void ReportPart(Guid clusterId, string part, string? message) => Update(
        clusterId, now => now with { FailingParts = message is null ? now.FailingParts.Remove(part) : now.FailingParts.SetItem(part, message) });

    /// <summary>Returns when a first attempt to reach the cluster has ended, well or not, or when that takes longer.</summary>
    public async Task WaitForFirstAsync(Guid clusterId, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            while (true)
            {
                var news = Volatile.Read(ref next).Task;
                if (StateOf(clusterId).Reason != ClusterReason.Connecting)
                    return;
                await news.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return; // it goes on without who asked
        }
    }

    private bool Update(Guid clusterId, Func<Seen, Seen> change)
    {
        lock (gate)
        {
            var before = seen.GetValueOrDefault(clusterId) ?? Unseen();
            var after = change(before);
            var isNews = after.Status != before.Status || after.Reason != before.Reason;
            seen[clusterId] = isNews ? after with { ChangedAt = time.GetUtcNow() } : after;
            if (isNews)
                Interlocked.Exchange(ref next, NewSignal()).SetResult();
            return isNews;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Seen Unseen() => new(
        new ClusterTrouble(ClusterReason.Connecting, "The first attempt to reach it is under way."), null, [], ImmutableSortedDictionary<string, string>.Empty, time.GetUtcNow());

    private sealed record Seen(ClusterTrouble? Trouble, string? Version, IReadOnlyList<string> MissingRights, ImmutableSortedDictionary<string, string> FailingParts, DateTimeOffset ChangedAt)
    {
        public ClusterStatus Status => Trouble is null ? ClusterStatus.Connected : ClusterStatus.Disconnected;

        public string? Reason => Trouble is not null ? Trouble.Reason
            : MissingRights.Count > 0 ? ClusterReason.RightsMissing
            : FailingParts.Count > 0 ? ClusterReason.PartFailing
            : null;

        public ClusterState State => new(Status, Reason, Message, Version, MissingRights, ChangedAt);

        private string? Message => Trouble is not null ? Trouble.Message
            : MissingRights.Count > 0 ? ClusterRights.Describe(MissingRights)
            : FailingParts.Count > 0 ? string.Join(' ', FailingParts.Select(part => $"{part.Key}: {part.Value}"))
            : null;
    }
}
