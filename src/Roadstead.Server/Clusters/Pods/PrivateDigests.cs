using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.References;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>
/// Sees what names cannot prove. A registry that somebody controls can answer for a harmless name with the digest of another team's private image, which
/// the node then takes from its cache. So of every pod whose name is allowed the digest that really runs is looked up: when the index knows it from
/// private spaces alone, and none of them is the namespace's to use, that is noted, once for each cluster, namespace and digest.
/// </summary>
/// <remarks>A note, no verdict: somebody who copied a public image into a private space makes that digest look private.</remarks>
internal sealed partial class PrivateDigests(
    IAccessMapSource maps, DigestStore index, IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, ClusterMetrics metrics, ILogger<PrivateDigests> logger)
{
    public const string Action = "image.private-digest-used";

    /// <summary>So many of the repositories that have it are named.</summary>
    private const int MaxNamed = 5;

    private readonly ConcurrentDictionary<string, bool> noted = new(StringComparer.Ordinal);

    /// <summary>Looks at everything that runs in a cluster now.</summary>
    public async Task LookAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        var map = maps.Current;
        var uses = connection.Pods.Items.SelectMany(UsesOf).DistinctBy(use => (use.Namespace, use.Digest, use.Image)).ToList();
        foreach (var digest in uses.GroupBy(use => use.Digest))
        {
            var places = index.FindPlaces(digest.Key);
            if (!places.Any(place => IsPrivate(map, place.RegistryId, place.Path)))
                continue;
            foreach (var use in digest)
            {
                // What is denied by its name is admission's matter, and was shown to whoever took access away.
                if (!map.Decide(connection.Name, use.Namespace, use.Image).IsAllowed)
                    continue;
                var visible = map.Visible(connection.Name, use.Namespace);
                if (!places.Any(place => visible.Allows(place.RegistryId, place.Path)))
                    await NoteAsync(connection, use, [.. places.Take(MaxNamed).Select(place => $"{map.FindRegistry(place.RegistryId)?.Name}/{place.Path}")], cancellationToken);
            }
        }
    }

    private async Task NoteAsync(ClusterConnection connection, DigestUse use, string[] knownAs, CancellationToken cancellationToken)
    {
        var name = $"{connection.Name}/{use.Namespace}/{use.Digest}";
        if (noted.ContainsKey(name))
            return;
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (!await db.AuditEntries.AnyAsync(entry => entry.Object == name && entry.Action == Action, cancellationToken))
        {
            var result = await changes.NoteAsync(db, new AuditDraft(Action, name, null, new { use.Pod, use.Image, use.Digest, KnownAs = knownAs }), cancellationToken);
            if (!result.IsCommitted)
                return; // the next look notes it
            metrics.CountPrivateDigest(connection.Name, use.Namespace);
            Log.Used(logger, use.Pod, use.Namespace, connection.Name, use.Image, use.Digest);
        }

        noted[name] = true;
    }

    private static bool IsPrivate(AccessMap map, Guid registryId, string path) =>
        map.FindRegistry(registryId) is { IsPlatform: false } || map.FindSpace(registryId, path) is { Public: false };

    // "registry.example/app@sha256:..." or a bare ID; before an image is there, nothing.
    private static IEnumerable<DigestUse> UsesOf(Pod pod)
    {
        var named = (pod.Spec.Containers ?? []).Concat(pod.Spec.InitContainers ?? []).Concat(pod.Spec.EphemeralContainers ?? []).ToLookup(container => container.Name, container => container.Image);
        foreach (var container in PodImages.StatesOf(pod))
        {
            var id = container.ImageID ?? "";
            if (Digest.TryParse(id[(id.LastIndexOf('@') + 1)..], out var digest) && named[container.Name].FirstOrDefault() is { Length: > 0 } image)
                yield return new DigestUse(pod.Metadata.Namespace ?? "", pod.Metadata.Name, image, digest.Value);
        }
    }

    private sealed record DigestUse(string Namespace, string Pod, string Image, string Digest);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Pod {Pod} of namespace {Namespace} in cluster {Cluster} runs '{Image}' as {Digest}, which is known only from private spaces that the namespace may not use.")]
        public static partial void Used(ILogger logger, string pod, string @namespace, string cluster, string image, string digest);
    }
}
