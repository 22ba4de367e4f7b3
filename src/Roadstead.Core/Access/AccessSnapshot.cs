using System.Collections.Immutable;

namespace Roadstead.Core.Access;

/// <summary>Everything that an <see cref="AccessMap"/> is built from, as it stood in the store at one moment. Plain rows, in any order.</summary>
/// <param name="Version">Counts publications up from 1; told in verdicts.</param>
/// <param name="GatewayHost">The gateway's own <c>host[:port]</c>, lower case.</param>
/// <param name="Clusters">The clusters.</param>
/// <param name="Workspaces">The workspaces.</param>
/// <param name="Namespaces">The namespaces that are in a workspace.</param>
/// <param name="Registries">Platform and workspace registries.</param>
/// <param name="Spaces">The spaces of platform registries.</param>
/// <param name="Bindings">Which private space may be used by which workspace.</param>
/// <param name="RemovedHosts">Hosts whose registry was removed and not yet forgotten.</param>
public sealed record AccessSnapshot(
    long Version,
    string GatewayHost,
    ImmutableArray<ClusterRow> Clusters,
    ImmutableArray<WorkspaceRow> Workspaces,
    ImmutableArray<NamespaceRow> Namespaces,
    ImmutableArray<RegistryRow> Registries,
    ImmutableArray<SpaceRow> Spaces,
    ImmutableArray<BindingRow> Bindings,
    ImmutableArray<RemovedHostRow> RemovedHosts);

/// <summary>A cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AllowUnmanaged">True: images of hosts that no registry is integrated for may run.</param>
public sealed record ClusterRow(string Name, bool AllowUnmanaged);

/// <summary>A workspace.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record WorkspaceRow(Guid Id, string Name);

/// <summary>A namespace in a workspace.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="WorkspaceId">The workspace that holds it.</param>
public sealed record NamespaceRow(string Cluster, string Namespace, Guid WorkspaceId);

/// <summary>A registry.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name: unique among the platform's, or in its workspace.</param>
/// <param name="WorkspaceId">The workspace that integrated it; null for a platform registry.</param>
/// <param name="Hosts">Every host by which its images are named: its own, image hosts and aliases.</param>
/// <param name="PullPrefix">What members pull by, ending in '/', to be followed by the path within the registry: <c>reg.io/</c>, or <c>gateway/name/</c>, or <c>gateway/w/workspace/name/</c>.</param>
/// <param name="Exclusive">For a workspace's registry: nobody else may use its hosts.</param>
public sealed record RegistryRow(Guid Id, string Name, Guid? WorkspaceId, ImmutableArray<ImageHost> Hosts, string PullPrefix, bool Exclusive);

/// <summary>A host of a registry's image names.</summary>
/// <param name="Host"><c>host[:port]</c>, lower case; a default port is left out. Or <c>*.host[:port]</c>: every host with one label more, which is the first path component of its images within the registry. A host of its own goes before one that is meant by such a text.</param>
/// <param name="Prefix">What the host stands for inside the registry: empty for the whole of it; <c>docker-local</c> where a host serves one Artifactory repository.</param>
/// <param name="DefaultPort">The port that equals no port: 443 for https, 80 for http.</param>
public sealed record ImageHost(string Host, string Prefix = "", int DefaultPort = 443);

/// <summary>A space of a platform registry.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RegistryId">The registry.</param>
/// <param name="Name">Its name; <c>*</c> for the root.</param>
/// <param name="Prefix">Whole path segments within the registry, without slashes at the ends; empty for the root, which holds all that no longer prefix does.</param>
/// <param name="Public">True: every namespace may pull.</param>
public sealed record SpaceRow(Guid Id, Guid RegistryId, string Name, string Prefix, bool Public)
{
    /// <summary>Prefixes of spaces of the same registry whose content it shows as its own: it gives no more than they do at the same path. One that there is no space of gives nothing.</summary>
    public ImmutableArray<string> Includes { get; init; } = [];

    /// <summary>Further prefixes under which the registry serves the same content: what is decided of one is what is decided of the space. None where another space has the prefix.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];
}

/// <summary>"This private space may be used by this workspace."</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="WorkspaceId">The workspace.</param>
public sealed record BindingRow(Guid SpaceId, Guid WorkspaceId);

/// <summary>A host whose registry was removed.</summary>
/// <param name="Host"><c>host[:port]</c>, lower case.</param>
/// <param name="Registry">The name that the registry had.</param>
/// <param name="WorkspaceId">The workspace whose registry it was: then it is denied to that workspace alone; null: to all.</param>
public sealed record RemovedHostRow(string Host, string Registry, Guid? WorkspaceId);
