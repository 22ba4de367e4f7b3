using Roadstead.Core.Access;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>What is done at the registry for one step. A failure of the registry is a <see cref="RegistryException"/>.</summary>
internal sealed class IdentityCalls(IPullAccounts accounts, ISpaceAdministration? spaces, IAccessMapSource maps, TimeSpan lifetime)
{
    /// <summary>Makes the account of a row whose secret nobody knows. One of that name is what a crash left between "made there" and "stored here": it goes first.</summary>
    public async Task<MadePullAccount> MakeAsync(RegistryAccount account, PullRights wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateAsync(account, wanted, cancellationToken);
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.AlreadyExists)
        {
            await DeleteByNameAsync(account.Name, cancellationToken);
            return await CreateAsync(account, wanted, cancellationToken);
        }
    }

    public Task UpdateAsync(IdentityStep.Update update, RemotePullAccount? seen, CancellationToken cancellationToken) =>
        accounts.UpdateAccountAsync(seen ?? AsStored(update.Account), update.Enabled ? update.Rights : PullRights.None, update.Enabled, cancellationToken);

    public async Task DeleteAsync(RegistryAccount account, CancellationToken cancellationToken)
    {
        if (account.RemoteId is { } id)
            await accounts.DeleteAccountAsync(id, cancellationToken);
        else
            await DeleteByNameAsync(account.Name, cancellationToken);
    }

    public Task DeleteAsync(string remoteId, CancellationToken cancellationToken) => accounts.DeleteAccountAsync(remoteId, cancellationToken);

    /// <summary>What the registry holds for a row now; null: nothing.</summary>
    public async Task<RemotePullAccount?> FindAsync(RegistryAccount account, CancellationToken cancellationToken) => account.RemoteId is { } id
        ? await accounts.FindAccountAsync(id, cancellationToken)
        : await accounts.ListAccountsAsync(account.Name, cancellationToken).FirstOrDefaultAsync(remote => remote.Name == account.Name, cancellationToken);

    /// <summary>Which of these spaces the registry does not have, nor has one that they are a part of.</summary>
    public async Task<IReadOnlySet<string>> FindMissingAsync(IEnumerable<string> among, CancellationToken cancellationToken)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        if (spaces is null)
            return missing;
        foreach (var space in among)
        {
            if (!await IsThereAsync(space, cancellationToken))
                missing.Add(space);
        }

        return missing;
    }

    // A space that is Roadstead's alone is a part of one of the registry's own.
    private async Task<bool> IsThereAsync(string space, CancellationToken cancellationToken)
    {
        if (space == PullRights.Everything)
            return true;
        for (var end = space.Length; end > 0; end = space.LastIndexOf('/', end - 1))
        {
            if (await spaces!.FindSpaceAsync(space[..end], cancellationToken) is not null)
                return true;
        }

        return false;
    }

    private Task<MadePullAccount> CreateAsync(RegistryAccount account, PullRights wanted, CancellationToken cancellationToken) =>
        accounts.CreateAccountAsync(account.Name, Description(account.Key), wanted, lifetime, cancellationToken);

    private async Task DeleteByNameAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (var remote in accounts.ListAccountsAsync(name, cancellationToken))
        {
            if (remote.Name == name)
                await accounts.DeleteAccountAsync(remote.Id, cancellationToken);
        }
    }

    private string Description(IdentityKey key) =>
        $"Made by Roadstead: pulls of the workspace {maps.Current.FindWorkspace(key.WorkspaceId)?.Name} in the cluster {key.Cluster}. Changes made here are undone.";

    // What Roadstead itself gave it. Where that is not true any more, the next look finds out.
    private RemotePullAccount AsStored(RegistryAccount account) => new(
        account.RemoteId ?? "",
        account.Name,
        account.Login ?? "",
        account.Rights.Spaces,
        IsPullOnly: true,
        account.State is not PullIdentityState.Closed,
        account.ExpiresAt,
        account.MadeAt ?? account.ChangedAt)
    {
        Except = account.Rights.Except,
        Description = Description(account.Key),
    };
}
