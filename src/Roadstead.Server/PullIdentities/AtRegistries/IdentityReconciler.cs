using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Kubernetes.Work;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.PullSecrets;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>
/// Makes the pull identities of one registry as they should be, one key at a time: takes the next step of the plan, stores it, and looks again. May be ended at any point and
/// begun again. What it remembers only saves calls.
/// </summary>
internal sealed class IdentityReconciler(
    Guid registryId, IdentityStore store, IdentityBoard board, IRegistryAccountSource source, IRegistryConnections connections, IRegistryHealth health, IIdentitySource identities,
    IPullSecretStates secrets, IClusterSource clusters, IAccessMapSource maps, IOptions<PullIdentitiesOptions> options, TimeProvider time)
{
    // More than any plan takes: something undoes what is done.
    private const int MaxSteps = 32;

    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookForRegistry = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> suspects = new();
    private readonly ConcurrentDictionary<IdentityKey, IReadOnlySet<string>> missing = new();
    private readonly ConcurrentDictionary<Guid, byte> @fixed = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> heldSince = new();
    private readonly ConcurrentDictionary<IdentityKey, int> failures = new();

    /// <summary>A look found this row's account otherwise than it should be; it is read again before anything is done about it.</summary>
    /// <param name="rowId">The row.</param>
    /// <param name="lookBegan">A row that changed since then is not suspected.</param>
    public void Suspect(Guid rowId, DateTimeOffset lookBegan) => suspects[rowId] = lookBegan;

    public async Task<ReconcileOutcome> ReconcileAsync(IdentityKey key, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await TryAsync(key, cancellationToken);
            failures.TryRemove(key, out _);
            return outcome;
        }
        catch (RegistryException e)
        {
            board.Failing(key, e.Reason, Words(e));
            var count = failures.AddOrUpdate(key, 1, (_, before) => before + 1);
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(count - 1, 10))));
            return new ReconcileOutcome.Waiting(e.Reason, e.Message, e.RetryAfter > wait ? e.RetryAfter.Value : wait);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            board.Failing(key, "internal-error", "Roadstead failed to do it; the server's log says why. It is tried again.");
            throw;
        }
    }

    private async Task<ReconcileOutcome> TryAsync(IdentityKey key, CancellationToken cancellationToken)
    {
        var driver = connections.Find(registryId);
        if (driver?.As<IPullAccounts>() is not { } accounts)
            return NothingToDo(key);
        var calls = new IdentityCalls(accounts, driver.As<ISpaceAdministration>(), maps, options.Value.Lifetime);
        var seen = new Dictionary<Guid, RemotePullAccount?>();
        var asked = false;
        for (var step = 1; step <= MaxSteps; step++)
        {
            var scene = Scene(key, seen);
            if (!asked && NeedsRegistry(key, scene))
            {
                if (health.Of(registryId).Signals.FirstOrDefault(signal => signal is { Name: SignalName.Reachable or SignalName.Tls, Ok: false }) is { } down)
                    return Down(key, down);
                await LookAsync(key, scene, calls, seen, cancellationToken);
                asked = true;
                scene = Scene(key, seen);
            }

            if (await TakeAsync(key, IdentityPlan.Next(scene), calls, seen, cancellationToken) is { } outcome)
                return outcome;
        }

        throw new InvalidOperationException($"The pull identity of {key} does not come to rest.");
    }

    // Null: the step was taken, and the next follows.
    private async Task<ReconcileOutcome?> TakeAsync(IdentityKey key, IdentityStep step, IdentityCalls calls, Dictionary<Guid, RemotePullAccount?> seen, CancellationToken cancellationToken)
    {
        var isStored = true;
        switch (step)
        {
            case IdentityStep.Rest rest:
                board.Clear(key);
                return new ReconcileOutcome.Done(rest.Again);
            case IdentityStep.Wait wait:
                board.Waiting(key, wait.Reason, wait.Message);
                return new ReconcileOutcome.Waiting(wait.Reason, wait.Message, wait.For);
            case IdentityStep.Add add:
                isStored = await store.AddAsync(key, add.Reason, add.IsUrgent, cancellationToken);
                break;
            case IdentityStep.Make make:
                isStored = await MakeAsync(key, make, calls, cancellationToken);
                break;
            case IdentityStep.Unmake unmake:
                await calls.DeleteAsync(unmake.RemoteId, cancellationToken);
                seen.Remove(unmake.Account.Id);
                break;
            case IdentityStep.Update update:
                isStored = await UpdateAsync(key, update, calls, seen, cancellationToken);
                break;
            case IdentityStep.Refresh refresh:
                isStored = await store.RefreshedAsync(refresh, cancellationToken);
                seen.Remove(refresh.Account.Id);
                break;
            case IdentityStep.Retire retire:
                isStored = await store.RetireAsync(retire, cancellationToken);
                break;
            case IdentityStep.Delete delete:
                await calls.DeleteAsync(delete.Account, cancellationToken);
                isStored = await store.DeletedAsync(delete.Account, cancellationToken);
                Forget(delete.Account);
                break;
            default:
                throw new InvalidOperationException($"{step} is no step.");
        }

        return isStored ? null : new ReconcileOutcome.Waiting("changed-meanwhile", "The row changed meanwhile, or the store was busy.", Shortly);
    }

    private async Task<bool> MakeAsync(IdentityKey key, IdentityStep.Make make, IdentityCalls calls, CancellationToken cancellationToken)
    {
        try
        {
            var made = await calls.MakeAsync(make.Account, make.Rights, cancellationToken);
            return await store.MadeAsync(make.Account, made, make.Rights, cancellationToken);
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.NotFound or RegistryErrorCode.Invalid)
        {
            if (!await LeaveOutAsync(key, make.Rights, calls, cancellationToken))
                throw;
            return true;
        }
    }

    private async Task<bool> UpdateAsync(IdentityKey key, IdentityStep.Update update, IdentityCalls calls, Dictionary<Guid, RemotePullAccount?> seen, CancellationToken cancellationToken)
    {
        try
        {
            await calls.UpdateAsync(update, seen.GetValueOrDefault(update.Account.Id), cancellationToken);
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.Denied)
        {
            // This login may make accounts and not change them: the next generation takes the place of this one.
            @fixed[update.Account.Id] = 0;
            return true;
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.NotFound or RegistryErrorCode.Invalid or RegistryErrorCode.Conflict)
        {
            if (await calls.FindAsync(update.Account, cancellationToken) is null)
                seen[update.Account.Id] = null;
            else if (!update.Enabled)
                @fixed[update.Account.Id] = 0;
            else if (!await LeaveOutAsync(key, update.Rights, calls, cancellationToken))
                throw;
            return true;
        }

        seen.Remove(update.Account.Id);
        return await store.UpdatedAsync(update, cancellationToken);
    }

    private async Task<bool> LeaveOutAsync(IdentityKey key, PullRights rights, IdentityCalls calls, CancellationToken cancellationToken)
    {
        var absent = await calls.FindMissingAsync(rights.Spaces, cancellationToken);
        if (absent.Count == 0)
            return false;
        missing[key] = absent.Concat(missing.GetValueOrDefault(key, absent)).ToHashSet(StringComparer.Ordinal);
        return true;
    }

    // What is suspected, or was missing, is looked at anew, once in each pass.
    private async Task LookAsync(IdentityKey key, IdentityScene scene, IdentityCalls calls, Dictionary<Guid, RemotePullAccount?> seen, CancellationToken cancellationToken)
    {
        foreach (var account in scene.Accounts)
        {
            if (suspects.TryGetValue(account.Id, out var began) && account.ChangedAt < began)
                seen[account.Id] = await calls.FindAsync(account, cancellationToken);
            suspects.TryRemove(account.Id, out _);
        }

        if (missing.TryGetValue(key, out var absent))
            missing[key] = await calls.FindMissingAsync(absent, cancellationToken);
        if (missing.TryGetValue(key, out absent) && absent.Count == 0)
            missing.TryRemove(key, out _);
    }

    private bool NeedsRegistry(IdentityKey key, IdentityScene scene) =>
        missing.ContainsKey(key) || scene.Accounts.Any(account => suspects.ContainsKey(account.Id))
        || IdentityPlan.Next(scene) is IdentityStep.Make or IdentityStep.Update or IdentityStep.Delete or IdentityStep.Unmake;

    private IdentityScene Scene(IdentityKey key, Dictionary<Guid, RemotePullAccount?> seen)
    {
        var published = source.RegistryAccounts;
        var accounts = published.AccountsOf(key);
        return new IdentityScene(accounts, published.Needs.GetValueOrDefault(key), time.GetUtcNow())
        {
            Missing = missing.GetValueOrDefault(key) ?? new HashSet<string>(),
            Seen = seen,
            Fixed = accounts.Where(account => @fixed.ContainsKey(account.Id)).Select(account => account.Id).ToHashSet(),
            CanOverlap = clusters.Clusters.GetValueOrDefault(key.Cluster)?.Kind is ClusterKind.Kubernetes,
            HeldSince = accounts.Count(account => account.State is PullIdentityState.Ready) > 1 ? HeldSince(key, published.FindServing(key)) : null,
            Options = options.Value,
        };
    }

    // Since when every namespace that could hold an account holds this one.
    private DateTimeOffset? HeldSince(IdentityKey key, RegistryAccount? newest)
    {
        if (newest is null)
            return null;
        foreach (var (ns, generations) in identities.AccountsOf(key.Cluster))
        {
            if (generations[0].WorkspaceId == key.WorkspaceId && !Holds(secrets.Find(key.Cluster, ns), newest.Id))
            {
                heldSince.TryRemove(newest.Id, out _);
                return null;
            }
        }

        return heldSince.GetOrAdd(newest.Id, _ => time.GetUtcNow());
    }

    // Where there is no secret of ours, nothing holds an older account.
    private static bool Holds(PullSecretState secret, Guid identityId) => secret.State switch
    {
        DeliveryState.Ready => secret.Identities.Contains(identityId),
        DeliveryState.Pending => secret.Reason is PullSecretReason.NamespaceMissing or PullSecretReason.NamespaceTerminating,
        DeliveryState.Failing => secret.Reason is PullSecretReason.ForeignSecret,
        _ => false,
    };

    private ReconcileOutcome NothingToDo(IdentityKey key)
    {
        var published = source.RegistryAccounts;
        if (published.Needs.GetValueOrDefault(key) is not { IsOpen: true } && published.AccountsOf(key).IsEmpty)
        {
            board.Clear(key);
            return new ReconcileOutcome.Done();
        }

        const string message = "The registry offers no accounts for pulling, to this login at least. Change the login, or the way in which the right to pull is delivered.";
        board.Failing(key, "capability-missing", message);
        return new ReconcileOutcome.Waiting("capability-missing", message, LongestWait);
    }

    private ReconcileOutcome.Waiting Down(IdentityKey key, SignalView down)
    {
        var message = $"The registry is down: {down.Message}";
        board.Failing(key, down.Reason ?? "registry-down", message);
        return new ReconcileOutcome.Waiting("registry-down", message, LookForRegistry);
    }

    private void Forget(RegistryAccount account)
    {
        suspects.TryRemove(account.Id, out _);
        @fixed.TryRemove(account.Id, out _);
        heldSince.TryRemove(account.Id, out _);
    }

    private static string Words(RegistryException e) => e.Code is RegistryErrorCode.Denied
        ? $"{e.Message} Give Roadstead's login there the right to make accounts for pulling, or deliver through the gateway."
        : e.Message;
}
