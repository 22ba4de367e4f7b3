using Roadstead.Core.Access;

namespace Roadstead.Benchmarks.Access;

/// <summary>A large installation, drawn with a fixed seed: 10,000 spaces, 2,000 workspaces, 20,000 namespaces.</summary>
internal sealed class BenchmarkWorld
{
    private const int Spaces = 10_000, Workspaces = 2_000, Namespaces = 20_000, Clusters = 20, PlatformRegistries = 20, OwnRegistries = 500, RemovedHosts = 50;
    private const int BindingsPerPrivateSpace = 3;
    private const double DeniedShare = 0.4;

    private readonly Random random = new(20_261_121);
    private readonly Dictionary<Guid, List<SpaceRow>> bound = [];
    private readonly Dictionary<Guid, RegistryRow> own = [];
    private readonly HashSet<(Guid Space, Guid Workspace)> bindings = [];
    private readonly SpaceRow[] publicSpaces;
    private readonly SpaceRow[] privateSpaces;
    private readonly Dictionary<Guid, RegistryRow> registries;

    public BenchmarkWorld()
    {
        var workspaces = Make(Workspaces, i => new WorkspaceRow(Id(), $"workspace-{i}"));
        var platform = Make(PlatformRegistries, i => new RegistryRow(Id(), $"harbor-{i}", null, [new ImageHost($"harbor-{i}.example.com"), new ImageHost($"old-{i}.example.com")], $"harbor-{i}.example.com/", false));
        var ownRows = Make(OwnRegistries, i => new RegistryRow(
            Id(), "nexus", workspaces[i].Id, [new ImageHost($"nexus-{i}.team.example.com:8443")], $"gate.example.com/w/{workspaces[i].Name}/nexus/", false));
        foreach (var row in ownRows)
            own[row.WorkspaceId!.Value] = row;
        // One in ten is nested in the one before it.
        var spaces = new List<SpaceRow>();
        for (var i = 0; i < Spaces; i++)
        {
            var parent = i % 10 == 9 ? spaces[^1] : null;
            var prefix = parent is null ? (i % 3 == 0 ? $"division-{i % 40}/team-{i}" : $"team-{i}") : $"{parent.Prefix}/inner";
            spaces.Add(new SpaceRow(Id(), parent?.RegistryId ?? platform[random.Next(platform.Length)].Id, prefix, prefix, random.Next(5) == 0));
        }

        publicSpaces = [.. spaces.Where(space => space.Public)];
        privateSpaces = [.. spaces.Where(space => !space.Public)];
        foreach (var space in privateSpaces)
        {
            for (var i = 0; i < BindingsPerPrivateSpace; i++)
            {
                var workspace = workspaces[random.Next(Workspaces)];
                if (!bindings.Add((space.Id, workspace.Id)))
                    continue;
                if (!bound.TryGetValue(workspace.Id, out var list))
                    bound[workspace.Id] = list = [];
                list.Add(space);
            }
        }

        registries = platform.Concat(ownRows).ToDictionary(row => row.Id);
        Snapshot = new AccessSnapshot(
            1, "gate.example.com",
            [.. Make(Clusters, i => new ClusterRow($"cluster-{i}", i % 2 == 0))],
            [.. workspaces],
            [.. Make(Namespaces, i => new NamespaceRow($"cluster-{i % Clusters}", $"namespace-{i}", workspaces[random.Next(Workspaces)].Id))],
            [.. registries.Values], [.. spaces], [.. bindings.Select(pair => new BindingRow(pair.Space, pair.Workspace))],
            [.. Make(RemovedHosts, i => new RemovedHostRow($"gone-{i}.example.com", $"gone-{i}", null))]);
    }

    public AccessSnapshot Snapshot { get; }

    /// <summary>A namespace drawn at random and an image that was not asked about before.</summary>
    public Question Next(int number)
    {
        var ns = Snapshot.Namespaces[random.Next(Namespaces)];
        var denied = random.NextDouble() < DeniedShare;
        var repository = $"app-{number}{(random.Next(3) == 0 ? "/worker" : "")}";
        var tail = random.Next(4) switch { 0 => "", 1 => "@sha256:" + new string("0123456789abcdef"[random.Next(16)], 64), _ => $":1.{random.Next(100)}" };
        return new Question(ns.Cluster, ns.Namespace, (denied ? Denied(ns, repository) : Allowed(ns, repository)) + tail);
    }

    private string Denied(NamespaceRow ns, string repository)
    {
        switch (random.Next(10))
        {
            case 0:
                return $"gone-{random.Next(RemovedHosts)}.example.com/{repository}";
            case 1:
                return $"harbor-{random.Next(PlatformRegistries)}.example.com/nowhere/{repository}";
            default:
                var space = privateSpaces[random.Next(privateSpaces.Length)];
                return bindings.Contains((space.Id, ns.WorkspaceId)) ? $"gate.example.com/none/{repository}" : Name(space, repository);
        }
    }

    private string Allowed(NamespaceRow ns, string repository)
    {
        if (random.Next(10) == 0 && own.TryGetValue(ns.WorkspaceId, out var registry))
            return $"{registry.Hosts[0].Host}/{repository}";
        var mine = random.Next(2) == 0 ? bound.GetValueOrDefault(ns.WorkspaceId) : null;
        return Name(mine is null ? publicSpaces[random.Next(publicSpaces.Length)] : mine[random.Next(mine.Count)], repository);
    }

    /// <summary>One in five under the gateway, one in ten by an alias, one in twenty with capitals and a port.</summary>
    private string Name(SpaceRow space, string repository)
    {
        var registry = registries[space.RegistryId];
        var host = registry.Hosts[0].Host;
        var prefix = random.Next(20) switch
        {
            < 4 => $"gate.example.com/{registry.Name}",
            < 6 => registry.Hosts[1].Host,
            6 => host.ToUpperInvariant() + ":443",
            _ => host,
        };
        return $"{prefix}/{space.Prefix}/x-{repository}";
    }

    private Guid Id()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static T[] Make<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];
}

/// <summary>One question.</summary>
internal sealed record Question(string Cluster, string Namespace, string Image);
