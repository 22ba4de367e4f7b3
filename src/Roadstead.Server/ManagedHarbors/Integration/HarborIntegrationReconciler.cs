using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Kubernetes;
using Roadstead.Server.Identity;
using Roadstead.Server.ManagedHarbors.Following;
using Roadstead.Server.ManagedHarbors.Objects;
using Roadstead.Server.Registries;
using Roadstead.Server.Registries.Requests;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.ManagedHarbors.Integration;

/// <summary>
/// Makes the registry of one Harbor in a cluster as it should be, through the same services that people use: integrates it when it is ready, edits it when its address, its
/// password or its authority changes, and lets it go with the instance. What an admin did by hand is never undone: only what changes at the instance is followed.
/// </summary>
internal sealed class HarborIntegrationReconciler(
    HarborStore store,
    RegistryIntegrationService integrations,
    RegistryEditService edits,
    RegistryRemovalService removals,
    SecretProtector protector,
    IntegrationTurns turns,
    HarborBoard board)
{
    private const int Names = 50;
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    /// <param name="key">Which.</param>
    /// <param name="row">What is stored of it.</param>
    /// <param name="instance">How it does.</param>
    /// <param name="login">Reads how to get into it; called only when its secrets may be read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>When to look again at the latest; null: no wish of its own.</returns>
    public async Task<TimeSpan?> ReconcileAsync(
        HarborKey key, HarborRow row, HarborInstance instance, Func<CancellationToken, Task<(HarborLogin? Login, HarborTrouble? Trouble)>> login, CancellationToken cancellationToken)
    {
        var harbor = row.Harbor;
        if (harbor.RegistryId is { } gone && row.Registry is null)
        {
            // Nobody but an admin removes registries of Harbors that are there.
            turns.Forget(harbor.Id);
            if (!await store.NoteAsync(harbor.Id, stored => Decline(stored, gone), cancellationToken))
                return Shortly;
            return Say(key, HarborIntegrationState.Removed, "registry-removed", "Its registry was removed. It comes back when you ask for it: POST .../integrate.");
        }

        if (row.Registry is null && Waits(key, row, instance))
            return null;
        if (row.Registry is { } other && !row.OwnsRegistry)
            return SayLinked(key, harbor, other);
        if (!row.MayIntegrate)
            return Say(key, HarborIntegrationState.Integrated, HarborReason.NotFollowed, "It is integrated. Harbors that were found in this cluster are not followed any more: when its address or password changes, edit its registry.");
        if (instance.State is not HarborInstanceState.Ready)
            return Say(key, HarborIntegrationState.Integrated, null, $"It is the registry '{row.Registry!.Name}'.");

        var (found, trouble) = await ReadAsync(login, cancellationToken);
        if (found is null)
            return Say(key, HarborIntegrationState.Failing, trouble!.Reason, trouble.Message);
        var with = SecretText.HashHex($"{found.Url}\n{found.Password}\n{found.CaCertificate}\n{harbor.AskedAt:O}");
        if (turns.WaitOf(harbor.Id, with) is { } wait)
            return wait;
        return row.Registry is { } registry
            ? await FollowAsync(key, harbor, registry, found, with, cancellationToken)
            : await IntegrateAsync(key, harbor, found, with, cancellationToken);
    }

    /// <summary>The instance is gone: so is the registry that was made from it, unless somebody needs that.</summary>
    /// <returns>Why it cannot go yet; null: nothing is left of it.</returns>
    public async Task<HarborTrouble?> LeaveAsync(HarborRow row, CancellationToken cancellationToken)
    {
        turns.Forget(row.Harbor.Id);
        if (row.Registry is not { } registry || !row.OwnsRegistry)
            return null;
        if (await store.BoundAsync(registry.Id, cancellationToken) is { Count: > 0 } bound)
            return new HarborTrouble(HarborReason.StillBound, $"The Harbor is gone; spaces of its registry '{registry.Name}' are bound to: {string.Join(", ", bound)}. Unbind them, and the registry goes as well; or remove it yourself.");
        var removed = await removals.RemoveAsync(null, registry.Name, null, cancellationToken);
        return removed.IsSuccess || removed.Problem.Code == ErrorCodes.NotFound ? null : HarborTrouble.Of(removed.Problem);
    }

    private static async Task<(HarborLogin? Login, HarborTrouble? Trouble)> ReadAsync(Func<CancellationToken, Task<(HarborLogin? Login, HarborTrouble? Trouble)>> login, CancellationToken cancellationToken)
    {
        try
        {
            return await login(cancellationToken);
        }
        catch (KubernetesException e) when (!e.IsTransient)
        {
            return (null, HarborTrouble.Of(e)); // the right to read secrets is missing, for one
        }
    }

    private bool Waits(HarborKey key, HarborRow row, HarborInstance instance)
    {
        if (row.Harbor.Choice is HarborIntegrationChoice.Declined)
            Say(key, HarborIntegrationState.Removed, "registry-removed", "Its registry was removed. It comes back when you ask for it: POST .../integrate.");
        else if (!row.MayIntegrate)
            Say(key, HarborIntegrationState.NotAsked, null, "Roadstead did not make it. Ask for it (POST .../integrate), or let all Harbors that are found in this cluster be integrated (PATCH the cluster, foundHarbors: integrate).");
        else if (instance.State is not HarborInstanceState.Ready)
            Say(key, HarborIntegrationState.Pending, HarborReason.InstanceNotReady, "It is integrated as soon as it is ready.");
        else
            return false;
        return true;
    }

    private async Task<TimeSpan?> IntegrateAsync(HarborKey key, ManagedHarbor harbor, HarborLogin login, string with, CancellationToken cancellationToken)
    {
        if (!RegistryUrl.TryParse(login.Url, RegistryType.Harbor, out var url, out var problem))
            return Fail(key, harbor, with, Problem.ForField(ErrorCodes.ValidationFailed, "url", $"Its address '{login.Url}' cannot be used. {problem}"));

        // One entry for one Harbor: that somebody integrated it by hand is as good. And what was made before we were killed is found by its id.
        if ((harbor.OwnRegistryId is { } noted ? await store.RegistryAsync(noted, cancellationToken) : null) is { } mine)
            return await LinkAsync(key, harbor, mine, login, cancellationToken);
        if (await store.RegistryOfAsync(url.Host, cancellationToken) is { } known)
            return await LinkAsync(key, harbor, known, login, cancellationToken);
        if (harbor.OwnRegistryId is null && !await store.NoteAsync(harbor.Id, stored => harbor.OwnRegistryId = stored.OwnRegistryId ??= Guid.CreateVersion7(), cancellationToken))
            return Shortly;

        for (var attempt = 1; attempt <= Names; attempt++)
        {
            var name = RegistryName.Of(harbor.Name, attempt);
            if (await store.RegistryNamedAsync(name, cancellationToken) is not null)
                continue;
            var request = new IntegrateRegistry(name, RegistryType.Harbor, url.Text, Username: HarborLogin.User, Password: login.Password, Tls: new TlsSettings(login.CaCertificate, false));
            var made = await integrations.IntegrateManagedAsync(harbor.OwnRegistryId!.Value, request, cancellationToken);
            if (!made.IsSuccess && made.Problem.Code == ErrorCodes.NameTaken)
                continue;
            if (!made.IsSuccess && made.Problem.Extensions?.GetValueOrDefault("registry") is string other && await store.RegistryNamedAsync(other, cancellationToken) is { } same)
                return await LinkAsync(key, harbor, same, login, cancellationToken);
            if (!made.IsSuccess)
                return Fail(key, harbor, with, made.Problem);
            return await store.RegistryAsync(made.Value.Id, cancellationToken) is { } registry ? await LinkAsync(key, harbor, registry, login, cancellationToken) : Shortly;
        }

        return Fail(key, harbor, with, new Problem(ErrorCodes.NameTaken, $"There are {Names} registries that begin with '{harbor.Name}'. Integrate it by hand under a name of your choice."));
    }

    private async Task<TimeSpan?> LinkAsync(HarborKey key, ManagedHarbor harbor, Registry registry, HarborLogin login, CancellationToken cancellationToken)
    {
        turns.Forget(harbor.Id);
        if (!await NoteFollowedAsync(harbor, registry.Id, login, cancellationToken))
            return Shortly;
        return SayLinked(key, harbor, registry);
    }

    private async Task<TimeSpan?> FollowAsync(HarborKey key, ManagedHarbor harbor, Registry registry, HarborLogin login, string with, CancellationToken cancellationToken)
    {
        var known = HarborSecrets.Of(harbor, protector);
        var moved = login.Url != harbor.FollowedUrl;
        var caChanged = login.CaCertificate != known.FollowedCa;
        var passwordChanged = login.Password != known.FollowedPassword && (moved || registry.Username == HarborLogin.User);
        if (moved || caChanged || passwordChanged)
        {
            var tls = caChanged ? new TlsSettings(login.CaCertificate, false) : null;
            var edited = await edits.EditAsync(
                null, registry.Name, moved || passwordChanged ? new EditRegistry(Url: moved ? login.Url : null, Username: HarborLogin.User, Password: login.Password, Tls: tls) : new EditRegistry(Tls: tls), null, null, cancellationToken);
            if (!edited.IsSuccess)
                return Fail(key, harbor, with, edited.Problem);
        }

        return await LinkAsync(key, harbor, registry, login, cancellationToken);
    }

    private Task<bool> NoteFollowedAsync(ManagedHarbor harbor, Guid registryId, HarborLogin login, CancellationToken cancellationToken)
    {
        var known = HarborSecrets.Of(harbor, protector);
        if (harbor.RegistryId == registryId && harbor.FollowedUrl == login.Url && known.FollowedPassword == login.Password && known.FollowedCa == login.CaCertificate)
            return Task.FromResult(true);
        return store.NoteAsync(
            harbor.Id,
            stored =>
            {
                (stored.RegistryId, stored.FollowedUrl) = (registryId, login.Url);
                stored.SecretsCipher = (HarborSecrets.Of(stored, protector) with { FollowedPassword = login.Password, FollowedCa = login.CaCertificate }).Protect(stored.Id, protector);
            },
            cancellationToken);
    }

    // The next registry that is made from it is another one.
    private static void Decline(ManagedHarbor stored, Guid gone)
    {
        if (stored.RegistryId == gone)
            (stored.RegistryId, stored.OwnRegistryId, stored.Choice) = (null, null, HarborIntegrationChoice.Declined);
    }

    private TimeSpan? SayLinked(HarborKey key, ManagedHarbor harbor, Registry registry) => registry switch
    {
        _ when registry.Id == harbor.OwnRegistryId => Say(key, HarborIntegrationState.Integrated, null, $"It is the registry '{registry.Name}'."),
        { Origin: RegistryOrigin.Integrated } => Say(key, HarborIntegrationState.Integrated, HarborReason.ByHand, $"It is the registry '{registry.Name}', which was integrated by hand: that one's address and login stay in your hands."),
        _ => Say(key, HarborIntegrationState.Integrated, HarborReason.OfAnother, $"It has the address of the registry '{registry.Name}', which was made from another Harbor, or from this one before its cluster was disconnected: that one is not changed from here."),
    };

    private TimeSpan? Fail(HarborKey key, ManagedHarbor harbor, string with, Problem problem)
    {
        var trouble = HarborTrouble.Of(problem);
        Say(key, HarborIntegrationState.Failing, trouble.Reason, trouble.Message);
        return turns.Failed(harbor.Id, with, problem.Code);
    }

    private TimeSpan? Say(HarborKey key, HarborIntegrationState state, string? reason, string message)
    {
        board.Integration(key, state, reason, message);
        return null;
    }
}
