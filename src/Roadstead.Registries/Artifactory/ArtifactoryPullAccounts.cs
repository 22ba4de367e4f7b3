using System.Runtime.CompilerServices;
using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Accounts of three parts, all by the account's name: a group, permission targets that let it read, and an access token of that group alone. Nobody is a member of the group. Pro,
/// an administrator's login, 6.6 and later. There is an account while there is its group: that is made first and goes last, so that nothing that a crash leaves is not found.
/// </summary>
internal sealed class ArtifactoryPullAccounts(ArtifactoryClient client, ArtifactorySpaces spaces) : IPullAccounts
{
    private readonly ArtifactoryGroups groups = new(client);
    private readonly ArtifactoryPermissions permissions = new(client);
    private readonly ArtifactoryTokens tokens = new(client);

    public Delivery Delivery => Delivery.ScopedToken;

    public bool GivesWhole => true;

    /// <summary>Asks for all that accounts need, and changes nothing.</summary>
    /// <exception cref="RegistryException">The login may not, or the edition cannot.</exception>
    public async Task ProveAsync(CancellationToken cancellationToken)
    {
        await groups.ListAsync("", cancellationToken);
        await permissions.ListAsync("", cancellationToken);
        await tokens.ListAsync(cancellationToken);
    }

    public async IAsyncEnumerable<RemotePullAccount> ListAccountsAsync(string namePrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var named = await groups.ListAsync(namePrefix, cancellationToken);
        var targets = (await permissions.ListAsync(namePrefix, cancellationToken)).ToLookup(ArtifactoryTarget.AccountOf);
        var issued = (await tokens.ListAsync(cancellationToken)).Where(token => token.User.StartsWith(namePrefix, StringComparison.Ordinal)).ToLookup(token => token.User);
        var keys = await KeysAsync(cancellationToken);
        foreach (var name in named.Concat(targets.Select(group => group.Key)).Concat(issued.Select(group => group.Key)).Distinct(StringComparer.Ordinal))
        {
            // Of what lacks a part only the name counts: it is nobody's, or about to go, or to be made again.
            yield return await ReadAsync(name, targets[name], issued[name].FirstOrDefault(), keys, cancellationToken) ?? new RemotePullAccount(name, name, name, [], true, false, null, DateTimeOffset.UnixEpoch);
        }
    }

    public async Task<RemotePullAccount?> FindAccountAsync(string id, CancellationToken cancellationToken)
    {
        var token = (await tokens.ListAsync(cancellationToken)).FirstOrDefault(token => token.User == id);
        return token is null ? null : await ReadAsync(id, await TargetsOfAsync(id, cancellationToken), token, await KeysAsync(cancellationToken), cancellationToken);
    }

    public async Task<MadePullAccount> CreateAccountAsync(string name, string description, PullRights rights, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        ThrowIfNothing(rights);
        if (await groups.FindAsync(name, cancellationToken) is not null)
        {
            throw new RegistryException(RegistryErrorCode.AlreadyExists, $"There is a group '{name}' already.");
        }

        await groups.PutAsync(name, description, cancellationToken);
        foreach (var target in await TargetsAsync(name, rights, cancellationToken))
        {
            await permissions.PutAsync(name, target, cancellationToken);
        }

        var (secret, expiresAt) = await tokens.CreateAsync(name, description, lifetime, cancellationToken);
        return new MadePullAccount(name, name, secret, expiresAt);
    }

    public async Task UpdateAccountAsync(RemotePullAccount account, PullRights rights, bool enabled, CancellationToken cancellationToken)
    {
        if (enabled)
        {
            ThrowIfNothing(rights);
        }

        // What somebody changed is not trusted to be what its name says: then all is written anew.
        IReadOnlyList<ArtifactoryTarget> before = account is { IsEnabled: true, IsPullOnly: true } ? await TargetsAsync(account.Name, account.Rights, cancellationToken) : [];
        IEnumerable<string> there = account.IsPullOnly ? before.Select(target => target.Name) : await TargetsOfAsync(account.Name, cancellationToken);
        var wanted = enabled ? await TargetsAsync(account.Name, rights, cancellationToken) : [];
        if (!account.IsPullOnly)
        {
            await groups.PutAsync(account.Name, account.Description, cancellationToken);
        }

        // New targets before those that shrink and go: where a repository moves from one to another, no pull fails meanwhile.
        var names = before.Select(target => target.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var target in wanted.Except(before).OrderBy(target => names.Contains(target.Name)))
        {
            await permissions.PutAsync(account.Name, target, cancellationToken);
        }

        foreach (var name in there.Except(wanted.Select(target => target.Name), StringComparer.Ordinal).ToList())
        {
            await permissions.DeleteAsync(name, cancellationToken);
        }
    }

    public async Task<string> RenewSecretAsync(RemotePullAccount account, CancellationToken cancellationToken)
    {
        if (await groups.FindAsync(account.Name, cancellationToken) is null)
        {
            throw new RegistryException(RegistryErrorCode.NotFound, $"There is no group '{account.Name}'.");
        }

        var old = (await tokens.ListAsync(cancellationToken)).Where(token => token.User == account.Name).ToList();
        var (secret, _) = await tokens.CreateAsync(account.Name, account.Description ?? "", account.ExpiresAt - client.Now, cancellationToken);
        foreach (var token in old)
        {
            await tokens.RevokeAsync(token.Id, cancellationToken);
        }

        return secret;
    }

    public async Task DeleteAccountAsync(string id, CancellationToken cancellationToken)
    {
        foreach (var token in (await tokens.ListAsync(cancellationToken)).Where(token => token.User == id))
        {
            await tokens.RevokeAsync(token.Id, cancellationToken);
        }

        foreach (var target in await TargetsOfAsync(id, cancellationToken))
        {
            await permissions.DeleteAsync(target, cancellationToken);
        }

        await groups.DeleteAsync(id, cancellationToken);
    }

    // Null: not all of it is there.
    private async Task<RemotePullAccount?> ReadAsync(string name, IEnumerable<string> targets, ArtifactoryToken? token, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (token is null || await groups.FindAsync(name, cancellationToken) is not { } group)
        {
            return null;
        }

        var (rights, isOurs) = await permissions.ReadAsync(name, targets, key => FoldAsync(key, cancellationToken), keys, cancellationToken);
        if (rights.IsEmpty && keys.Count == 0)
        {
            rights = PullRights.Whole; // there is nothing that could be given
        }

        return new RemotePullAccount(name, name, name, rights.Spaces, isOurs && !group.IsWidened, !rights.IsEmpty, token.ExpiresAt, token.IssuedAt)
        {
            Except = rights.Except,
            Description = group.Description,
        };
    }

    private async Task<IReadOnlyList<ArtifactoryTarget>> TargetsAsync(string name, PullRights rights, CancellationToken cancellationToken) =>
        rights.IsWhole ? ArtifactoryTarget.OfWhole(name, await KeysAsync(cancellationToken)) : ArtifactoryTarget.Of(name, rights);

    // What rights can be given to: a virtual repository has none of its own.
    private async Task<IReadOnlyList<string>> KeysAsync(CancellationToken cancellationToken) =>
        [.. (await spaces.ReadAsync(cancellationToken)).Where(repository => repository.Kind != ArtifactoryRepositoryKind.Virtual).Select(repository => repository.Key)];

    // Newer versions say of a remote repository what it has kept.
    private async Task<string> FoldAsync(string key, CancellationToken cancellationToken) => await spaces.FindKeptAsync(key, cancellationToken) ?? key;

    private async Task<IReadOnlyList<string>> TargetsOfAsync(string name, CancellationToken cancellationToken) =>
        [.. (await permissions.ListAsync(name, cancellationToken)).Where(target => ArtifactoryTarget.AccountOf(target) == name)];

    private static void ThrowIfNothing(PullRights rights)
    {
        if (rights.IsEmpty)
        {
            throw new ArgumentException("An account pulls from one repository at least.", nameof(rights));
        }
    }
}
