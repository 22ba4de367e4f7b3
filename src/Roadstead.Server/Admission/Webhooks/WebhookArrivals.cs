using System.Collections.Concurrent;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>How many questions about namespaces have come from each cluster: proof that its API server reaches Roadstead. Of pods nothing is noted, for they must not wait for it.</summary>
internal sealed class WebhookArrivals
{
    private readonly ConcurrentDictionary<Guid, long> counts = new();

    public void Note(Guid clusterId) => counts.AddOrUpdate(clusterId, 1, (_, count) => count + 1);

    public long CountOf(Guid clusterId) => counts.GetValueOrDefault(clusterId);
}
