using System.Collections.Concurrent;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Remembers how the Harbors in clusters do, and how far their integration is. After a start it is filled by looking at each, so that nothing of it is stored.</summary>
internal sealed partial class HarborBoard(IClusterConnections clusters, TimeProvider time, ILogger<HarborBoard> logger)
{
    private readonly ConcurrentDictionary<HarborKey, HarborInstanceView> instances = new();
    private readonly ConcurrentDictionary<HarborKey, HarborIntegrationView> integrations = new();
    private readonly ConcurrentDictionary<HarborKey, bool> ready = new();

    public HarborInstanceView InstanceOf(HarborKey key)
    {
        var cluster = clusters.StateOf(key.Cluster);
        var seen = instances.GetValueOrDefault(key);
        if (cluster.Status is ClusterStatus.Disconnected)
            return new HarborInstanceView(
                seen?.State ?? HarborInstanceState.Pending, HarborReason.ClusterDisconnected, $"The cluster '{key.Cluster}' is not connected ({cluster.Message}). {(seen is null ? "" : $"As last seen: {seen.Message}")}".TrimEnd(), cluster.ChangedAt);
        return seen ?? new HarborInstanceView(HarborInstanceState.Pending, HarborReason.Starting, "It is looked at in a moment.", cluster.ChangedAt);
    }

    public HarborIntegrationView IntegrationOf(HarborKey key) =>
        integrations.GetValueOrDefault(key) ?? new HarborIntegrationView(HarborIntegrationState.Pending, HarborReason.Starting, "It is looked at in a moment.", clusters.StateOf(key.Cluster).ChangedAt);

    /// <summary>What was last seen of it; null when nothing was.</summary>
    public HarborInstanceState? LastSeen(HarborKey key) => instances.GetValueOrDefault(key)?.State;

    /// <summary>Whether the instance has been seen ready since it was made: then what lacks later is a failure, however often it is looked at.</summary>
    public bool WasReady(HarborKey key) => ready.ContainsKey(key);

    /// <summary>It is another instance than before.</summary>
    public void Begin(HarborKey key) => ready.TryRemove(key, out _);

    public void Instance(HarborKey key, HarborInstance instance) => Instance(key, instance.State, instance.Reason, instance.Message, instance.Parts);

    public void Instance(HarborKey key, HarborInstanceState state, string? reason, string message, IReadOnlyList<HarborPartView>? parts = null)
    {
        var before = instances.GetValueOrDefault(key);
        var isNews = before is null || before.State != state || before.Reason != reason;
        instances[key] = new HarborInstanceView(state, reason, message, isNews ? time.GetUtcNow() : before!.ChangedAt) { Parts = parts ?? [] };
        if (state is HarborInstanceState.Ready)
            ready[key] = true;
        if (isNews)
            Log.Instance(logger, key, state, reason, message);
    }

    public void Integration(HarborKey key, HarborIntegrationState state, string? reason, string message)
    {
        var before = integrations.GetValueOrDefault(key);
        var isNews = before is null || before.State != state || before.Reason != reason;
        integrations[key] = new HarborIntegrationView(state, reason, message, isNews ? time.GetUtcNow() : before!.ChangedAt);
        if (isNews)
            Log.Integration(logger, key, state, reason, message);
    }

    public void Forget(HarborKey key)
    {
        instances.TryRemove(key, out _);
        integrations.TryRemove(key, out _);
        Begin(key);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The Harbor {Harbor} is {State} ({Reason}): {Detail}")]
        public static partial void Instance(ILogger logger, HarborKey harbor, HarborInstanceState state, string? reason, string detail);

        [LoggerMessage(2, LogLevel.Information, "The integration of the Harbor {Harbor} is {State} ({Reason}): {Detail}")]
        public static partial void Integration(ILogger logger, HarborKey harbor, HarborIntegrationState state, string? reason, string detail);
    }
}
