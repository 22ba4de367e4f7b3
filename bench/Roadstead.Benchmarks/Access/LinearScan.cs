using Roadstead.Core.Access;
using Roadstead.Core.References;

namespace Roadstead.Benchmarks.Access;

/// <summary>The decision as one would write it first: rows, searched from one end to the other. The yardstick, not a second rule book: it knows only the rules that the benchmark's questions need.</summary>
internal sealed class LinearScan(AccessSnapshot world)
{
    private readonly HashSet<(Guid Space, Guid Workspace)> bindings = [.. world.Bindings.Select(row => (row.SpaceId, row.WorkspaceId))];

    public bool IsAllowed(Question question)
    {
        if (!ImageReference.TryParse(question.Image, out var reference))
            return false;
        Guid? workspace = null;
        foreach (var row in world.Namespaces)
        {
            if (row.Cluster == question.Cluster && row.Namespace == question.Namespace)
                workspace = row.WorkspaceId;
        }

        var host = RegistryHost.TryParse(reference.Domain, out var folded) ? folded.Value : reference.Domain;
        var path = reference.Path;
        RegistryRow? registry = null;
        if (host == world.GatewayHost)
        {
            var name = path.Split('/')[0];
            registry = world.Registries.FirstOrDefault(row => row.WorkspaceId is null && row.Name == name);
            path = path[Math.Min(path.Length, name.Length + 1)..];
        }
        else
            registry = world.Registries.FirstOrDefault(row => (row.WorkspaceId is null || row.WorkspaceId == workspace) && row.Hosts.Any(candidate => candidate.Host == host));

        if (registry is null)
            return false;
        if (registry.WorkspaceId is not null)
            return true;
        SpaceRow? space = null;
        foreach (var row in world.Spaces)
        {
            if (row.RegistryId == registry.Id && RepositoryName.IsWithin(path, row.Prefix) && (space is null || row.Prefix.Length > space.Prefix.Length))
                space = row;
        }

        return space is not null && (space.Public || (workspace is { } id && bindings.Contains((space.Id, id))));
    }
}
