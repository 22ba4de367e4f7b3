using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Images.Deletion;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Tests.Images;

/// <summary>Who runs an image that is to be deleted: by its own name, and by those of spaces that include its space or that it is known by as well.</summary>
public sealed class DeletionImpactTests
{
    private static readonly string[] Running =
        ["art.test/local/team/app:1", "art.test/all/team/app:1", "art.test/cache/app:2", "art.test/hub/app@sha256:1111111111111111111111111111111111111111111111111111111111111111", "art.test/all/other:1", "art.test/local/team/app2:1"];

    [Theory]
    [InlineData("local/team/app", "art.test/local/team/app:1,art.test/all/team/app:1")]
    [InlineData("hub/app", "art.test/cache/app:2,art.test/hub/app@sha256:1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("cache/app", "art.test/cache/app:2,art.test/hub/app@sha256:1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("local/absent", "")]
    public async Task Of_AnImage_CountsEveryNameItIsPulledBy(string path, string expected)
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        var registry = Guid.NewGuid();
        index.Current = AccessMap.Build(new AccessSnapshot(
            1, "gate.test", [new ClusterRow("lab", false)], [], [], [new RegistryRow(registry, "art", null, [new ImageHost("art.test")], "art.test/", false)],
            [
                new SpaceRow(Guid.NewGuid(), registry, "local", "local", true),
                new SpaceRow(Guid.NewGuid(), registry, "hub", "hub", true) { Aliases = ["cache"] },
                new SpaceRow(Guid.NewGuid(), registry, "all", "all", true) { Includes = ["local"] },
            ], [], []));
        var impacts = new DeletionImpact(new TagStore(index.Database), new PodsOf(index, Running), index);

        var impact = impacts.Of(new DeletionTarget(index.Current.FindRegistry(registry)!, RepositoryName.Parse(path), null, null));

        Assert.Equal(expected, string.Join(',', impact.Workloads.SelectMany(workload => workload.Images)));
    }

    private sealed class PodsOf(IndexFixture index, string[] images) : IClusterPods
    {
        public IReadOnlyList<ImpactWorkload> RunningWith(Func<ImageUse, bool> uses) =>
            [.. images.Where(image => uses(new ImageUse("lab", "dev", index.Current.Decide("lab", "dev", image)))).Select(image => new ImpactWorkload("lab", "dev", "Pod", image, [image], 1))];

        public IReadOnlyList<ImpactWorkload> RunningDenied(string cluster) => throw new NotSupportedException();

        public IReadOnlyList<FailingPull> FailingPulls(string cluster, string ns) => [];
    }
}
