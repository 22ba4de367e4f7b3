using System.Collections.Frozen;
using Roadstead.Core.Access.Internal;

namespace Roadstead.Core.Access;

/// <summary>
/// The immutable picture from which every decision is made. Safe for any number of threads; deciding takes well under a microsecond and allocates
/// nothing. There is no second implementation of these rules anywhere.
/// </summary>
public sealed class AccessMap
{
    private readonly FrozenDictionary<string, ClusterNode> clusters;
    private readonly FrozenDictionary<Guid, WorkspaceNode> workspaces;
    private readonly FrozenDictionary<string, WorkspaceNode> workspacesByName;
    private readonly FrozenDictionary<Guid, RegistryNode> registries;
    private readonly NameResolver names;

    internal AccessMap(
        long version, FrozenDictionary<string, ClusterNode> clusters, FrozenDictionary<Guid, WorkspaceNode> workspaces,
        FrozenDictionary<Guid, RegistryNode> registries, NameResolver names)
    {
        Version = version;
        this.clusters = clusters;
        this.workspaces = workspaces;
        workspacesByName = workspaces.Values.DistinctBy(workspace => workspace.Fact.Name).ToFrozenDictionary(workspace => workspace.Fact.Name, StringComparer.Ordinal);
        this.registries = registries;
        this.names = names;
    }

    /// <summary>A map of nothing, version 0: every image is unmanaged and denied.</summary>
    public static AccessMap Empty { get; } = Build(new AccessSnapshot(0, "", [], [], [], [], [], [], []));

    /// <summary>Which publication this is.</summary>
    public long Version { get; }

    /// <summary>The gateway's own <c>host[:port]</c>, lower case.</summary>
    public string GatewayHost => names.GatewayHost;

    /// <summary>Builds a map. Never throws for rows that do not fit together: a row that names what is absent is left out, of two that contradict each other one holds.</summary>
    public static AccessMap Build(AccessSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new AccessMapBuilder(snapshot).Build();
    }

    /// <summary>May a pod of this namespace run this image, and its pull identity pull it?</summary>
    /// <param name="cluster">The cluster's name. Of an unknown one every unmanaged image is denied.</param>
    /// <param name="ns">The namespace. One of no workspace may use what is public.</param>
    /// <param name="image">The image as it is written, with or without tag and digest.</param>
    public Verdict Decide(string cluster, string ns, string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return names.Decide(Asker(cluster, ns), image, Version);
    }

    /// <summary>May somebody of this workspace pull this image? For people, who have no namespace.</summary>
    /// <param name="workspaceId">The workspace; null, or one that does not exist: nobody's, who may pull what is public.</param>
    /// <param name="allowUnmanaged">What to say of hosts that no registry is integrated for.</param>
    /// <param name="image">The image as it is written.</param>
    public Verdict DecideFor(Guid? workspaceId, bool allowUnmanaged, string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return names.Decide(new Asker(Workspace(workspaceId), allowUnmanaged, ClusterIsKnown: true), image, Version);
    }

    /// <summary>As <see cref="Decide"/>, for a repository name that was asked for at the gateway itself: <c>harbor/team-a/app</c>, <c>w/blue/nexus/app</c>. The gateway uses this one: a gateway host without a dot would not be read as a host.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="name">What stands between <c>/v2/</c> and <c>/manifests/</c>.</param>
    public Verdict DecideGateway(string cluster, string ns, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return names.DecideGateway(Asker(cluster, ns), name, Version);
    }

    /// <summary>As <see cref="DecideFor"/>, for a repository name that was asked for at the gateway itself.</summary>
    /// <param name="workspaceId">The workspace; null for nobody.</param>
    /// <param name="name">What stands between <c>/v2/</c> and <c>/manifests/</c>.</param>
    public Verdict DecideGatewayFor(Guid? workspaceId, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return names.DecideGateway(new Asker(Workspace(workspaceId), AllowUnmanaged: false, ClusterIsKnown: true), name, Version);
    }

    /// <summary>What a namespace may pull from the integrated registries, for lists.</summary>
    public VisibleSet Visible(string cluster, string ns) => new(this, Asker(cluster, ns).Workspace, all: false);

    /// <summary>What somebody of this workspace may pull; null: what is public.</summary>
    public VisibleSet VisibleFor(Guid? workspaceId) => new(this, Workspace(workspaceId), all: false);

    /// <summary>Everything, for platform admins.</summary>
    public VisibleSet VisibleAll() => new(this, workspace: null, all: true);

    /// <summary>The facts of a registry; null when the map holds none with this id.</summary>
    public RegistryFact? FindRegistry(Guid registryId) => registries.GetValueOrDefault(registryId)?.Fact;

    /// <summary>The facts of a workspace; null when the map holds none with this id.</summary>
    public WorkspaceFact? FindWorkspace(Guid workspaceId) => Workspace(workspaceId)?.Fact;

    /// <summary>The facts of the workspace of this name; null when there is none.</summary>
    public WorkspaceFact? FindWorkspace(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return workspacesByName.GetValueOrDefault(name)?.Fact;
    }

    /// <summary>The workspace of a namespace; null when it is in none.</summary>
    public WorkspaceFact? FindWorkspace(string cluster, string ns) => Asker(cluster, ns).Workspace?.Fact;

    /// <summary>The space that holds a path of a platform registry; null when none does, and for a workspace's registry.</summary>
    public SpaceFact? FindSpace(Guid registryId, ReadOnlySpan<char> path) => registries.GetValueOrDefault(registryId)?.Spaces.Find(path)?.Fact;

    /// <summary>The spaces of a platform registry that decide about images, each once.</summary>
    public IEnumerable<SpaceFact> SpacesOf(Guid registryId) =>
        registries.TryGetValue(registryId, out var registry) ? registry.Spaces.Parts.Select(part => part.Space.Fact).DistinctBy(space => space.Id) : [];

    /// <summary>What a space includes that stands in the way of those whom the space itself is open to: names of spaces, and of what no space is known for. Empty for a space that gives what it says.</summary>
    /// <param name="registryId">The registry.</param>
    /// <param name="space">The prefix of the space.</param>
    /// <param name="workspaceId">For whom; null for everybody.</param>
    public IReadOnlyList<string> FindObstacles(Guid registryId, string space, Guid? workspaceId) =>
        registries.GetValueOrDefault(registryId)?.Spaces.FindObstacles(space, Workspace(workspaceId)) ?? [];

    /// <summary>Where a registry may hold what it shows at a path: the path by its space's own prefix first, then the same path in each space that this one includes. Only the path itself where spaces play no part.</summary>
    public IReadOnlyList<string> FindPaths(Guid registryId, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return registries.GetValueOrDefault(registryId)?.Spaces.FindPaths(path) ?? [path];
    }

    /// <summary>The spaces whose word a verdict rests on: the one that holds the name, then those that what it includes has at the same path. Empty where spaces play no part.</summary>
    public IReadOnlyList<SpaceFact> FindSpaces(in Verdict verdict) =>
        verdict.Registry is { } registry && registries.TryGetValue(registry.Id, out var node) && verdict.PathInRegistry() is { } path ? node.Spaces.FindAll(path) : [];

    internal FrozenDictionary<Guid, RegistryNode> Registries => registries;

    private WorkspaceNode? Workspace(Guid? id) => id is { } value ? workspaces.GetValueOrDefault(value) : null;

    private Asker Asker(string cluster, string ns)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(ns);
        return clusters.TryGetValue(cluster, out var node)
            ? new Asker(node.Namespaces.GetValueOrDefault(ns), node.AllowUnmanaged, ClusterIsKnown: true)
            : new Asker(null, AllowUnmanaged: false, ClusterIsKnown: false);
    }
}
