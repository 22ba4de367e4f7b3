using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries;

/// <summary>
/// Capability <c>pull-accounts</c>: the registry has accounts that may pull from chosen spaces and do nothing else (Harbor's system robots, Artifactory's scoped tokens). Every call is one operation at the
/// registry, bounded; a failure of the outside world is a <see cref="RegistryException"/>.
/// </summary>
public interface IPullAccounts
{
    /// <summary>By which name the right to pull is delivered with such accounts.</summary>
    Delivery Delivery { get; }

    /// <summary>True when an account may be given all of the registry: <see cref="PullRights.Whole"/>.</summary>
    bool GivesWhole { get; }

    /// <summary>The accounts whose own name begins so, whoever made them; disabled and expired ones as well.</summary>
    /// <param name="namePrefix">The beginning of the name, without the registry's own prefix.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<RemotePullAccount> ListAccountsAsync(string namePrefix, CancellationToken cancellationToken);

    /// <summary>The account of this id; null when it is gone.</summary>
    Task<RemotePullAccount?> FindAccountAsync(string id, CancellationToken cancellationToken);

    /// <summary>Makes an account. Its secret is shown only here. <see cref="RegistryErrorCode.AlreadyExists"/> when the name is taken.</summary>
    /// <param name="name">Its name, without the registry's own prefix.</param>
    /// <param name="description">For people who look at the registry.</param>
    /// <param name="rights">What it may pull: at least one space.</param>
    /// <param name="lifetime">How long it lives; null: for ever. Rounded up to what the registry counts in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<MadePullAccount> CreateAccountAsync(string name, string description, PullRights rights, TimeSpan? lifetime, CancellationToken cancellationToken);

    /// <summary>
    /// Lets the account pull exactly this, and opens or closes it; its secret stays. One call where one space changes. <see cref="RegistryErrorCode.NotFound"/> when it is gone,
    /// <see cref="RegistryErrorCode.Denied"/> where this login may make accounts and not change them.
    /// </summary>
    /// <param name="account">The account as it was read last.</param>
    /// <param name="rights">What it may pull; nothing is allowed only with <paramref name="enabled"/> false, and leaves what it had.</param>
    /// <param name="enabled">False closes it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task UpdateAccountAsync(RemotePullAccount account, PullRights rights, bool enabled, CancellationToken cancellationToken);

    /// <summary>Gives the account a new secret; the old one is dead at once. <see cref="RegistryErrorCode.NotFound"/> when it is gone, <see cref="RegistryErrorCode.Denied"/> as above.</summary>
    Task<string> RenewSecretAsync(RemotePullAccount account, CancellationToken cancellationToken);

    /// <summary>Removes the account; one that is gone already is fine.</summary>
    Task DeleteAccountAsync(string id, CancellationToken cancellationToken);
}
