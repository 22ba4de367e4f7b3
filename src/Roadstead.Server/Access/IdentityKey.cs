namespace Roadstead.Server.Access;

/// <summary>What a pull identity at a registry is for: the namespaces that a workspace holds in a cluster.</summary>
public readonly record struct IdentityKey(Guid RegistryId, Guid WorkspaceId, string Cluster)
{
    public override string ToString() => $"workspace {WorkspaceId:N} in cluster {Cluster}";
}
