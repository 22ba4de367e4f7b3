using System.Collections.Concurrent;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>The Harbors of one connected cluster, as far as it has told. Safe for any number of threads.</summary>
internal sealed class ClusterHarbors(ClusterConnection connection, Informer<Deployment> helm, TimeProvider time)
{
    private readonly ConcurrentDictionary<HarborKey, long> missing = new();
    private volatile Informer<HarborCluster>? operated;
    private volatile bool discovered;

    public ClusterConnection Connection { get; } = connection;

    /// <summary>The cores of what Helm installed.</summary>
    public Informer<Deployment> Helm { get; } = helm;

    /// <summary>All HarborClusters; null while the cluster serves none.</summary>
    public Informer<HarborCluster>? Operated => operated;

    /// <summary>True when the cluster said that it serves no HarborClusters.</summary>
    public bool LacksOperator => discovered && operated is null;

    public void Discovered(Informer<HarborCluster>? informer)
    {
        operated = informer;
        discovered = true;
    }

    /// <summary>The HarborCluster as it is now, asked of the API server; null when there is none.</summary>
    public Task<HarborCluster?> FindAsync(HarborKey key, CancellationToken cancellationToken) =>
        Connection.Client.FindAsync<HarborCluster>(key.Namespace, key.Name, cancellationToken);

    /// <summary>The core of a Helm release; null when none is known.</summary>
    public Deployment? FindRelease(HarborKey key) =>
        Helm.Items.FirstOrDefault(core => core.Metadata.Namespace == key.Namespace && HelmHarbor.IsCore(core) && HelmHarbor.ReleaseOf(core) == key.Name);

    /// <summary>Everything that is there.</summary>
    public IEnumerable<HarborKey> Keys => (Operated?.Items.Select(found => KeyOf(found.Metadata)) ?? [])
        .Concat(Helm.Items.Where(HelmHarbor.IsCore).Select(KeyOf));

    public HarborKey KeyOf(ObjectMeta metadata) => new(Connection.Name, metadata.Namespace!, metadata.Name);

    public HarborKey KeyOf(Deployment core) => new(Connection.Name, core.Metadata.Namespace!, HelmHarbor.ReleaseOf(core));

    /// <summary>It is not there now.</summary>
    /// <returns>How long it has not been there.</returns>
    public TimeSpan Missing(HarborKey key) => time.GetElapsedTime(missing.GetOrAdd(key, static (_, clock) => clock.GetTimestamp(), time));

    public void Present(HarborKey key) => missing.TryRemove(key, out _);
}
