using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>Permission targets of accounts. Artifactory 6.6 and later, Pro.</summary>
internal sealed class ArtifactoryPermissions(ArtifactoryClient client)
{
    private const string Path = "/api/v2/security/permissions";
    private const string Read = "read";

    /// <summary>Names of all targets that begin so.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(Path, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw ArtifactoryError.From(answer, "permission targets");
        }

        return [.. answer.Read(ArtifactorySecurityJson.Default.ListWirePermission).Select(target => target.Name).OfType<string>().Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
    }

    /// <summary>What the targets of these names give an account, and whether they are as Roadstead makes them.</summary>
    /// <param name="account">The account.</param>
    /// <param name="names">Its targets.</param>
    /// <param name="fold">The space of a repository as Artifactory names it.</param>
    /// <param name="keys">All repositories that hold images.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<(PullRights Rights, bool IsOurs)> ReadAsync(string account, IEnumerable<string> names, Func<string, Task<string>> fold, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var (spaces, except, isOurs) = (new List<string>(), new List<string>(), true);
        foreach (var name in names)
        {
            if (await client.FindAsync(PathOf(name), ArtifactorySecurityJson.Default.WirePermission, "a permission target", cancellationToken) is not { Repo: { } repo } found)
            {
                continue;
            }

            var include = Patterns(repo.Include).ToList();
            var named = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var key in repo.Repositories ?? [])
            {
                named.Add(await fold(key));
            }

            var target = new ArtifactoryTarget(
                name,
                [.. named],
                include is [var only] ? only : "",
                [.. Patterns(repo.Exclude).Order(StringComparer.Ordinal)]);
            var groups = repo.Actions?.Groups ?? new Dictionary<string, IReadOnlyList<string>>();
            isOurs &= found is { Build: null, ReleaseBundle: null } && repo.Actions?.Users is null or { Count: 0 } && groups.Keys.All(group => group == account) && groups.Values.All(actions => actions.All(action => action == Read));
            if (groups.GetValueOrDefault(account) is not { Count: > 0 })
            {
                isOurs = false;
                continue;
            }

            var rights = target.RightsOf(account, keys);
            isOurs &= rights is not null;
            spaces.AddRange(rights?.Spaces ?? target.Repositories);
            except.AddRange(rights?.Except ?? []);
        }

        return (PullRights.Of(spaces, except), isOurs);
    }

    /// <summary>Makes it, or makes it anew.</summary>
    public async Task PutAsync(string account, ArtifactoryTarget target, CancellationToken cancellationToken)
    {
        var wire = new WirePermission
        {
            Name = target.Name,
            Repo = new WirePermissionRepo
            {
                Include = [target.Include],
                Exclude = target.Exclude,
                Repositories = target.Repositories,
                Actions = new WirePermissionActions { Groups = new Dictionary<string, IReadOnlyList<string>> { [account] = [Read] } },
            },
        };
        var answer = await client.ChangeAsync(HttpMethod.Put, PathOf(target.Name), wire, ArtifactorySecurityJson.Default.WirePermission, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw ArtifactoryError.From(answer, $"the permission target '{target.Name}'");
        }
    }

    /// <summary>Removes it; one that is gone is fine.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await client.ChangeAsync(HttpMethod.Delete, PathOf(name), cancellationToken);
        if (!answer.IsSuccess && !answer.IsAbsent)
        {
            throw ArtifactoryError.From(answer, $"deleting the permission target '{name}'");
        }
    }

    // Artifactory writes no pattern as one that is empty.
    private static IEnumerable<string> Patterns(IReadOnlyList<string>? patterns) => (patterns ?? []).Where(pattern => !string.IsNullOrEmpty(pattern));

    private static string PathOf(string name) => $"{Path}/{Uri.EscapeDataString(name)}";
}
