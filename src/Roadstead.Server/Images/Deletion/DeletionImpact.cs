using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Images.Tags;
using RegistryImpact = Roadstead.Server.Registries.Hosts.Impact;

namespace Roadstead.Server.Images.Deletion;

/// <summary>Tells what runs and could not be pulled again.</summary>
internal sealed class DeletionImpact(TagStore tags, IClusterPods pods, IAccessMapSource maps)
{
    public ImpactView Of(DeletionTarget target)
    {
        var map = maps.Current;
        var isGone = target.Reference is null ? _ => true : Names(target);
        var workloads = pods.RunningWith(use => use.Verdict.Registry?.Id == target.Registry.Id && isGone(use.Verdict.Image) && Shows(map, use.Verdict, target));
        var places = workloads.Select(workload => (workload.Cluster, workload.Namespace)).Distinct().ToList();
        return RegistryImpact.Of(places.Select(place => map.FindWorkspace(place.Cluster, place.Namespace)?.Name).OfType<string>().Distinct(), places.Count, workloads);
    }

    // Under its own name, or under another one of its space, or through one that includes its space.
    private static bool Shows(AccessMap map, in Verdict verdict, DeletionTarget target) =>
        verdict.PathInRegistry() is { } path && (path == target.Name.Value || map.FindPaths(target.Registry.Id, path).Contains(map.FindPaths(target.Registry.Id, target.Name.Value)[0]));

    private Func<string, bool> Names(DeletionTarget target)
    {
        var digest = target.Digest?.Value ?? tags.Find(target.Registry.Id, target.Name.Value, "", target.Reference!)?.Digest;
        var names = digest is null ? [] : tags.ReadNames(target.Registry.Id, target.Name.Value, digest);

        // With its last tag an artifact goes as well, at some registries: who pinned it is told.
        IReadOnlyList<string> gone = target.Digest is not null ? names : [target.Reference!];
        var goneDigest = names.All(gone.Contains) ? digest : null;

        // Where a pod names both, the digest decides what is pulled.
        return image => ImageReference.TryParse(image, out var named) && (named.Digest is { } pinned ? pinned.Value == goneDigest : gone.Contains((named.Tag ?? TagName.Latest).Value));
    }
}
