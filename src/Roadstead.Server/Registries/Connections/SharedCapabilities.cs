using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries;

namespace Roadstead.Server.Registries.Connections;

/// <summary>The capabilities of a driver that many use at once: each call counts as a use of it, and none sends a login that was refused.</summary>
internal sealed class SharedCapabilities(SharedDriver driver, IRegistryDriver inner) : ISpaceAdministration, IPullAccounts, IEventSubscriptions,
    IRepositoryListing, IArtifactListing, IRegistryStatistics
{
    private ISpaceAdministration Spaces => inner.As<ISpaceAdministration>()!;

    private IPullAccounts Accounts => inner.As<IPullAccounts>()!;

    private IEventSubscriptions Events => inner.As<IEventSubscriptions>()!;

    private IRepositoryListing Repositories => inner.As<IRepositoryListing>()!;

    // Nothing is sent for it.
    public string? CheckName(string name) => Spaces.CheckName(name);

    public Task<RemoteSpace?> FindSpaceAsync(string name, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Spaces.FindSpaceAsync(name, cancellationToken));

    public Task<RemoteSpace> CreateSpaceAsync(string name, bool isPublic, long? quotaBytes, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Spaces.CreateSpaceAsync(name, isPublic, quotaBytes, cancellationToken));

    public Task DeleteSpaceAsync(string name, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Spaces.DeleteSpaceAsync(name, cancellationToken));

    public Task SetVisibilityAsync(string name, bool isPublic, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Spaces.SetVisibilityAsync(name, isPublic, cancellationToken));

    public Task SetQuotaAsync(string name, long? quotaBytes, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Spaces.SetQuotaAsync(name, quotaBytes, cancellationToken));

    public Delivery Delivery => Accounts.Delivery;

    public bool GivesWhole => Accounts.GivesWhole;

    public IAsyncEnumerable<RemotePullAccount> ListAccountsAsync(string namePrefix, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Accounts.ListAccountsAsync(namePrefix, cancellationToken), cancellationToken);

    public Task<RemotePullAccount?> FindAccountAsync(string id, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Accounts.FindAccountAsync(id, cancellationToken));

    public Task<MadePullAccount> CreateAccountAsync(string name, string description, PullRights rights, TimeSpan? lifetime, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Accounts.CreateAccountAsync(name, description, rights, lifetime, cancellationToken));

    public Task UpdateAccountAsync(RemotePullAccount account, PullRights rights, bool enabled, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Accounts.UpdateAccountAsync(account, rights, enabled, cancellationToken));

    public Task<string> RenewSecretAsync(RemotePullAccount account, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Accounts.RenewSecretAsync(account, cancellationToken));

    public Task DeleteAccountAsync(string id, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Accounts.DeleteAccountAsync(id, cancellationToken));

    public EventSecretHeader SecretHeader => Events.SecretHeader;

    public Task<bool> EnsureSubscriptionAsync(string space, EventSubscription subscription, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Events.EnsureSubscriptionAsync(space, subscription, cancellationToken));

    public Task RemoveSubscriptionsAsync(string name, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Events.RemoveSubscriptionsAsync(name, cancellationToken));

    // Nothing is sent for it.
    public IReadOnlyList<RegistryEvent> ReadEvents(string? contentType, ReadOnlyMemory<byte> body) => Events.ReadEvents(contentType, body);

    public IAsyncEnumerable<RemoteRepository> ListRepositoriesAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Repositories.ListRepositoriesAsync(since, cancellationToken), cancellationToken);

    public Task<RemoteRepository?> FindRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        driver.UseAsync(() => Repositories.FindRepositoryAsync(repository, cancellationToken));

    public Task<IReadOnlyList<RemoteArtifact>> ListArtifactsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        driver.UseAsync(() => inner.As<IArtifactListing>()!.ListArtifactsAsync(repository, cancellationToken));

    public Task<RegistryStatistics?> ReadStatisticsAsync(CancellationToken cancellationToken) =>
        driver.UseAsync(() => inner.As<IRegistryStatistics>()!.ReadStatisticsAsync(cancellationToken));
}
