using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>Groups: what rights are given to. Pro.</summary>
internal sealed class ArtifactoryGroups(ArtifactoryClient client)
{
    private const string Path = "/api/security/groups";

    /// <summary>Names of all groups that begin so.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(Path, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw ArtifactoryError.From(answer, "groups");
        }

        return [.. answer.Read(ArtifactorySecurityJson.Default.ListWireGroup).Select(group => group.Name).OfType<string>().Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
    }

    /// <summary>The group with its members; null when it is not there.</summary>
    public Task<WireGroup?> FindAsync(string name, CancellationToken cancellationToken) =>
        client.FindAsync($"{PathOf(name)}?includeUsers=true", ArtifactorySecurityJson.Default.WireGroup, "a group", cancellationToken);

    /// <summary>Makes it, or makes it anew: without members, and with no privilege.</summary>
    public async Task PutAsync(string name, string? description, CancellationToken cancellationToken)
    {
        var group = new WireGroup { Name = name, Description = description, AutoJoin = false, AdminPrivileges = false, UserNames = [] };
        var answer = await client.ChangeAsync(HttpMethod.Put, PathOf(name), group, ArtifactorySecurityJson.Default.WireGroup, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw ArtifactoryError.From(answer, $"the group '{name}'");
        }
    }

    /// <summary>Removes it; one that is gone is fine.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await client.ChangeAsync(HttpMethod.Delete, PathOf(name), cancellationToken);
        if (!answer.IsSuccess && !answer.IsAbsent)
        {
            throw ArtifactoryError.From(answer, $"deleting the group '{name}'");
        }
    }

    private static string PathOf(string name) => $"{Path}/{Uri.EscapeDataString(name)}";
}
