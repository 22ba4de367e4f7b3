using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Tests.Storage;

/// <summary>Rows with what a test does not care about filled in.</summary>
internal static class StoreRows
{
    public static Workspace Workspace(string name) => new() { Name = name, DisplayName = name, CreatedAt = DateTimeOffset.UtcNow };

    public static Cluster Cluster(string name) => new() { Name = name, Kind = ClusterKind.Standalone, CreatedAt = DateTimeOffset.UtcNow };

    public static WorkspaceNamespace Namespace(string cluster, string ns, Guid workspaceId) =>
        new() { Cluster = cluster, Namespace = ns, WorkspaceId = workspaceId, CreatedAt = DateTimeOffset.UtcNow };

    public static Registry Registry(string name, string host, Guid? workspaceId = null)
    {
        var registry = new Registry
        {
            Name = name,
            DisplayName = name,
            Type = RegistryType.DockerRegistry,
            Url = $"https://{host}/",
            Delivery = Delivery.Gateway,
            WorkspaceId = workspaceId,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        registry.Hosts.Add(new RegistryHost { Host = host, WorkspaceId = workspaceId });
        return registry;
    }

    public static Space Space(Registry registry, string name, Visibility visibility) =>
        new() { RegistryId = registry.Id, Name = name, Prefix = name == "*" ? "" : name, Visibility = visibility, CreatedAt = DateTimeOffset.UtcNow };
}
