using Roadstead.Core.Access;

namespace Roadstead.Core.Tests.Access;

/// <summary>A world and questions about it, small and crowded, so that names, hosts and prefixes meet each other often. The same seed gives the same world.</summary>
internal sealed class RandomWorld
{
    private static readonly string[] Segments = ["a", "ab", "b", "a-b", "library", "w", "r0", "team-a"];
    private static readonly string[] Hosts = ["r0.io", "r1.io", "r1.io:5000", "docker.io", "registry-1.docker.io", "r2.io:80", "r3.io", "localhost"];
    private static readonly string[] Wildcards = ["*.r0.io", "*.r3.io", "*.r1.io:5000", "*.r2.io:80", "*.localhost"];
    private static readonly string[] Labels = ["a", "ab", "a-b", "library", "gate", "w"];
    private static readonly string[] Aliases = ["a-cache", "al"];
    private static readonly string[] Gateways = ["gate.io", "gate.io:8443", "gate.io:443"];

    private readonly Random random;

    public RandomWorld(int seed)
    {
        random = new Random(seed);
        var gateway = Pick(Gateways);
        var workspaces = Make(3, index => new WorkspaceRow(Id(), $"ws{index}"));
        var registries = Make(6, index => Registry(index, gateway, workspaces));
        // Prefixes are unique within a registry, names within their owner: the store sees to it.
        registries = [.. registries.DistinctBy(row => (row.Name, row.WorkspaceId))];
        var spaces = registries.SelectMany(row => Make(5, _ => Space(row))).DistinctBy(row => (row.RegistryId, row.Prefix)).ToList();
        Snapshot = new AccessSnapshot(
            1, gateway,
            [new ClusterRow("c0", AllowUnmanaged: true), new ClusterRow("c1", AllowUnmanaged: false)],
            [.. workspaces],
            [.. Make(4, index => new NamespaceRow($"c{random.Next(3)}", $"n{index}", Pick(workspaces).Id))],
            [.. registries],
            [.. spaces],
            [.. Make(15, _ => new BindingRow(Pick(spaces).Id, Pick(workspaces).Id)).Distinct()],
            [.. Make(random.Next(3), _ => new RemovedHostRow(AnyHost(), "gone", random.Next(2) == 0 ? null : Pick(workspaces).Id))]);
    }

    public AccessSnapshot Snapshot { get; }

    public (string Cluster, string Namespace) Asker() => ($"c{random.Next(3)}", $"n{random.Next(5)}");

    public string Path() => (random.Next(8) == 0 ? Pick(Aliases) + "/" : "") + string.Join('/', Make(random.Next(1, 5), _ => Pick(Segments)));

    public string Image()
    {
        var tail = Pick("", "", ":1", "@sha256:" + new string('a', 64));
        return random.Next(12) switch
        {
            0 => Path() + tail,
            1 => Pick("sha256:abc", "abcdef012345", "a/B", "a_b.com/a", "a//b", "", new string('f', 64)),
            2 or 3 or 4 => Spell(Snapshot.GatewayHost) + "/" + Below() + tail,
            6 or 7 => Spell($"{Pick(Labels)}.{Pick(Wildcards)[2..]}") + "/" + Path() + tail,
            5 => Snapshot.Registries.Length == 0 ? "" : Pick([.. Snapshot.Registries]).PullPrefix + Path() + tail,
            _ => Spell(Pick(Hosts)) + "/" + Path() + tail,
        };
    }

    public T Pick<T>(params IReadOnlyList<T> among) => among[random.Next(among.Count)];

    private string Below()
    {
        if (Snapshot.Registries.Length == 0)
            return Path();
        var registry = Pick([.. Snapshot.Registries]);
        var owner = Snapshot.Workspaces.FirstOrDefault(row => row.Id == registry.WorkspaceId);
        var path = random.Next(10) == 0 ? "" : "/" + Path();
        return (owner is null ? registry.Name : $"w/{(random.Next(8) == 0 ? "ws9" : owner.Name)}/{registry.Name}") + path;
    }

    // The host itself, one like all hosts with one label more, or all of these.
    private string AnyHost() => random.Next(4) switch
    {
        0 => Pick(Wildcards),
        1 => $"{Pick(Labels)}.{Pick(Wildcards)[2..]}",
        _ => Pick(Hosts),
    };

    private string Spell(string host) => random.Next(5) switch
    {
        0 => host.ToUpperInvariant(),
        1 when !host.Contains(':') => host + ":443",
        2 when !host.Contains(':') => host + ":80",
        3 => host.Split(':')[0],
        _ => host,
    };

    private RegistryRow Registry(int index, string gateway, List<WorkspaceRow> workspaces)
    {
        var owner = random.Next(2) == 0 ? null : Pick(workspaces);
        var name = $"r{(owner is null ? index : random.Next(3))}";
        var hosts = Make(random.Next(1, 4), _ => new ImageHost(AnyHost(), Pick("", "", "", "a"), Pick(443, 443, 80)));
        var whole = hosts.FirstOrDefault(host => host.Prefix.Length == 0 && host.Host[0] != '*') ?? hosts[0];
        var pull = random.Next(2) == 0 ? whole.Host + "/" : owner is null ? $"{gateway}/{name}/" : $"{gateway}/w/{owner.Name}/{name}/";
        return new RegistryRow(Id(), name, owner?.Id, [.. hosts], pull, owner is not null && random.Next(4) == 0);
    }

    private SpaceRow Space(RegistryRow registry)
    {
        var prefix = random.Next(4) == 0 ? "" : string.Join('/', Make(random.Next(1, 4), _ => Pick(Segments)));
        if (random.Next(20) == 0)
            prefix = Pick(Aliases) + Pick("", "/a");
        return new SpaceRow(Id(), registry.Id, prefix.Length == 0 ? "*" : prefix, prefix, random.Next(3) == 0)
        {
            Includes = [.. Make(random.Next(4) == 0 ? random.Next(1, 3) : 0, _ => Pick(Pick(Segments), Pick(Segments), $"{Pick(Segments)}/{Pick(Segments)}", Pick(Aliases)))],
            Aliases = [.. Make(random.Next(4) == 0 ? 1 : 0, _ => Pick(Aliases))],
        };
    }

    private Guid Id()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static List<T> Make<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];
}
