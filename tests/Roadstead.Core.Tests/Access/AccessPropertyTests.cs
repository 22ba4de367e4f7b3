using FsCheck;
using FsCheck.Fluent;
using Roadstead.Core.Access;
using Roadstead.Core.References;

namespace Roadstead.Core.Tests.Access;

/// <summary>Random worlds: the map against the plain rules, and the lists against the decision.</summary>
public sealed class AccessPropertyTests
{
    private const int Worlds = 400;
    private const int Questions = 60;

    [Fact]
    public void Decide_AnyWorld_SaysWhatThePlainRulesSay() => ForAnyWorld((world, map) =>
    {
        var rules = new NaiveRules(world.Snapshot);
        for (var i = 0; i < Questions; i++)
        {
            var (cluster, ns) = world.Asker();
            var image = world.Image();
            Equal(rules.Decide(cluster, ns, image), NaiveVerdict.Of(map.Decide(cluster, ns, image)), (cluster, ns, image));

            Guid? workspace = world.Pick(true, false) ? null : world.Pick([.. world.Snapshot.Workspaces]).Id;
            var allowUnmanaged = world.Pick(true, false);
            Equal(rules.Decide(workspace, allowUnmanaged, image), NaiveVerdict.Of(map.DecideFor(workspace, allowUnmanaged, image)), (workspace, allowUnmanaged, image));
        }
    });

    [Fact]
    public void Visible_AnyWorld_EqualsDecideRowByRow() => ForAnyWorld((world, map) =>
    {
        foreach (var registry in world.Snapshot.Registries)
        {
            for (var i = 0; i < Questions / 4; i++)
            {
                var (cluster, ns) = world.Asker();
                var path = world.Path();
                var name = map.FindRegistry(registry.Id)!.NameOf(path);
                var verdict = map.Decide(cluster, ns, name);
                Equal(IsOffered(verdict, registry, path), map.Visible(cluster, ns).Allows(registry.Id, path), (cluster, ns, name, path));

                Guid? workspace = world.Pick(true, false) ? null : world.Pick([.. world.Snapshot.Workspaces]).Id;
                verdict = map.DecideFor(workspace, allowUnmanaged: true, name);
                Equal(IsOffered(verdict, registry, path), map.VisibleFor(workspace).Allows(registry.Id, path), (workspace, name, path));
            }
        }
    });

    [Fact]
    public void Prefixes_AnyWorld_HoldExactlyWhatIsAllowedAndDoNotOverlap() => ForAnyWorld((world, map) =>
    {
        var (cluster, ns) = world.Asker();
        var visible = map.Visible(cluster, ns);
        var prefixes = visible.Prefixes().ToList();
        foreach (var registry in world.Snapshot.Registries)
        {
            for (var i = 0; i < Questions / 2; i++)
            {
                var path = world.Path();
                var holding = prefixes.Where(part => part.Registry.Id == registry.Id
                    && RepositoryName.IsWithin(path, part.Prefix) && !part.Excluded.Any(nested => RepositoryName.IsWithin(path, nested))).ToList();
                // Docker Hub reads names of one segment as library/name, so a prefix may hold one that no name leads to; and where another registry has the word on the host of all
                // others, some paths have a name by a host of their own.
                var allowed = visible.TryLocate(registry.Id, path, out var fact, out var space);
                Equal(allowed, holding.Count == 1 && visible.Allows(registry.Id, path), (cluster, ns, registry.PullPrefix, path));
                Equal(true, holding.Count <= 1, (cluster, ns, registry.PullPrefix, path));
                if (allowed)
                {
                    Equal((registry.Id, holding[0].Space?.Id), (fact!.Id, space?.Id), path);
                    Equal(true, visible.Registries.Contains(fact), path);
                }
                else if (holding.Count == 1)
                    Equal(false, Leads(map, registry, path), path);
            }
        }
    });

    [Fact]
    public void NameOf_AnyWorld_GoesByTheHostThatStandsForThePath() => ForAnyWorld((world, map) =>
    {
        var rules = new NaiveRules(world.Snapshot);
        foreach (var registry in world.Snapshot.Registries.Where(row => row.WorkspaceId is null))
        {
            var path = world.Path();
            var name = map.FindRegistry(registry.Id)!.NameOf(path);
            if (registry.PullPrefix.StartsWith(world.Snapshot.GatewayHost + "/", StringComparison.Ordinal))
                Equal(registry.PullPrefix + path, name, path);
            else if (name != registry.PullPrefix + path)
            {
                // By a host of its own: then that name means this path here, whoever asks.
                var meant = rules.Decide(null, true, name);
                Equal(((Guid?)registry.Id, path), (meant.Registry, meant.Path), name);
            }
            else
            {
                var better = registry.Hosts.Where(host => host.Prefix.Length > 0 && host.Host[0] != '*' && path.StartsWith(host.Prefix + "/", StringComparison.Ordinal) && path.IndexOf('/', host.Prefix.Length + 1) > 0);
                foreach (var host in better)
                {
                    var other = $"{host.Host}/{path[(host.Prefix.Length + 1)..]}";
                    if (other == name || host.Host.Contains("docker.io", StringComparison.Ordinal)) continue;
                    var meant = rules.Decide(null, true, other);
                    Equal(false, meant.Registry == registry.Id && meant.Path == path, other);
                }
            }
        }
    });

    [Fact]
    public void RandomWorlds_HoldEveryReasonOften()
    {
        // Without this the properties could hold of worlds in which nothing happens.
        var reasons = new Dictionary<AccessReason, int>();
        var (visible, included, aliases, labels) = (0, 0, 0, 0);
        for (var seed = 0; seed < 100; seed++)
        {
            var world = new RandomWorld(seed);
            var map = AccessMap.Build(world.Snapshot);
            for (var i = 0; i < Questions; i++)
            {
                var (cluster, ns) = world.Asker();
                var verdict = map.Decide(cluster, ns, world.Image());
                var reason = verdict.Reason;
                included += verdict.Circumstance == AccessCircumstance.IncludedSpace ? 1 : 0;
                if (verdict is { Space: { } space } && verdict.PathInRegistry() is { } path)
                {
                    aliases += RepositoryName.IsWithin(path, space.Prefix) ? 0 : 1;
                    labels += verdict.Image.Contains('.') && path.StartsWith(verdict.Image.Split('.')[0].ToLowerInvariant() + "/", StringComparison.Ordinal) ? 1 : 0;
                }

                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                visible += map.Visible(cluster, ns).Allows(world.Pick([.. world.Snapshot.Registries]).Id, world.Path()) ? 1 : 0;
            }
        }

        Assert.All(Enum.GetValues<AccessReason>(), reason => Assert.InRange(reasons.GetValueOrDefault(reason), 30, int.MaxValue));
        Assert.InRange(visible, 300, int.MaxValue);
        Assert.All([included, aliases, labels], count => Assert.InRange(count, 30, int.MaxValue));
    }

    private static bool Leads(AccessMap map, RegistryRow registry, string path)
    {
        var verdict = map.DecideFor(registry.WorkspaceId, allowUnmanaged: true, map.FindRegistry(registry.Id)!.NameOf(path));
        return verdict.Registry?.Id == registry.Id && verdict.PathInRegistry() == path;
    }

    /// <summary>Offered in lists: the name that members pull by is allowed, and names this very repository.</summary>
    private static bool IsOffered(Verdict verdict, RegistryRow registry, string path) =>
        verdict.Kind == VerdictKind.Allowed && verdict.Registry!.Id == registry.Id && verdict.PathInRegistry() == path;

    private static void Equal<T>(T expected, T actual, object question)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            Assert.Fail($"{question}: expected {expected}, found {actual}");
    }

    private static void ForAnyWorld(Action<RandomWorld, AccessMap> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var world = new RandomWorld(seed);
            holds(world, AccessMap.Build(world.Snapshot));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Worlds));
}
