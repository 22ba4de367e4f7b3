using System.Collections.Immutable;
using System.Globalization;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Images;
using Roadstead.Server.Http;
using Roadstead.Server.Images;

namespace Roadstead.Server.Tests.Images;

/// <summary>Choose image shows a row exactly when the one decision allows its name: looked at row by row, in worlds that are drawn.</summary>
public sealed class VisibleImagesTests
{
    private static readonly string[] Segments = ["team-a", "team-ab", "app", "base", "x", "w", "a.b_c"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task List_EqualsDecide_RowByRow(int seed)
    {
        var random = new Random(seed);
        await using var index = new IndexFixture();
        await index.StartAsync();
        var snapshot = World(random);
        index.Current = AccessMap.Build(snapshot);
        var rows = new List<(RegistryRow Registry, string Path)>();
        foreach (var registry in snapshot.Registries)
        {
            var paths = Enumerable.Range(0, 80).Select(_ => Path(random, 4)).Append("Not/Valid").Distinct().ToList();
            await index.AddAsync(registry.Id, paths);
            rows.AddRange(paths.Select(path => (registry, path)));
        }

        foreach (var (cluster, ns) in snapshot.Namespaces.Select(row => (row.Cluster, row.Namespace)).Append(("lab", "in-no-workspace")))
        {
            var expected = rows
                .Where(row => index.Current.Decide(cluster, ns, row.Registry.PullPrefix + row.Path) is { IsAllowed: true, Registry: { } found } && found.Id == row.Registry.Id)
                .Select(row => row.Registry.PullPrefix + row.Path).Order(StringComparer.Ordinal).ToList();

            Assert.Equal(expected, All(index, cluster, ns, null).Select(image => image.Image).Order(StringComparer.Ordinal));

            // A search finds, of the same rows, those whose path holds the text: with trigrams and without.
            foreach (var text in new[] { "app", "am-a", "x", "b" })
            {
                var matching = expected.Where(image => rows.Any(row => row.Registry.PullPrefix + row.Path == image && row.Path.Contains(text, StringComparison.Ordinal))).ToList();
                Assert.Equal(matching, All(index, cluster, ns, text).Select(image => image.Image).Order(StringComparer.Ordinal));
            }
        }
    }

    private static List<ImageView> All(IndexFixture index, string cluster, string ns, string? text)
    {
        var all = new List<ImageView>();
        for (string? cursor = null; ;)
        {
            var page = index.Images.ListForNamespace(cluster, ns, new ImageFilter(), new ListQuery { Limit = 7, Cursor = cursor, Q = text }, TestContext.Current.CancellationToken).Value;
            all.AddRange(page.Items);
            Assert.True(page.Total >= all.Count);
            cursor = page.NextCursor;
            if (cursor is null)
            {
                Assert.Equal(page.Total, all.Count);
                return all;
            }
        }
    }

    private static AccessSnapshot World(Random random)
    {
        var workspaces = Enumerable.Range(0, 3).Select(i => new WorkspaceRow(Guid.NewGuid(), $"ws-{i}")).ToImmutableArray();
        var registries = Enumerable.Range(0, 4).Select(i => Registry(i, random.Next(2) == 0 || i < 2 ? null : workspaces[random.Next(3)], random)).ToImmutableArray();
        var spaces = registries.Where(registry => registry.WorkspaceId is null)
            .SelectMany(registry => Enumerable.Range(0, 5).Select(i => Path(random, 2)).Append("").Distinct()
                .Select(prefix => new SpaceRow(Guid.NewGuid(), registry.Id, prefix.Length == 0 ? "*" : prefix, prefix, random.Next(3) == 0))).ToImmutableArray();
        return new AccessSnapshot(
            1,
            "gate.test:8443",
            [new ClusterRow("lab", random.Next(2) == 0)],
            workspaces,
            [.. workspaces.Select((workspace, i) => new NamespaceRow("lab", $"ns-{i}", workspace.Id))],
            registries,
            spaces,
            [.. spaces.Where(_ => random.Next(2) == 0).Select(space => new BindingRow(space.Id, workspaces[random.Next(3)].Id))],
            []);
    }

    private static RegistryRow Registry(int i, WorkspaceRow? workspace, Random random)
    {
        var name = i.ToString(CultureInfo.InvariantCulture);
        var host = $"reg-{name}.test";
        var prefix = random.Next(2) == 0 ? $"{host}/" : workspace is null ? $"gate.test:8443/reg-{name}/" : $"gate.test:8443/w/{workspace.Name}/reg-{name}/";
        return new RegistryRow(Guid.NewGuid(), $"reg-{name}", workspace?.Id, [new ImageHost(host)], prefix, Exclusive: false);
    }

    private static string Path(Random random, int longest) => string.Join('/', Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => Segments[random.Next(Segments.Length)]));
}
