using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Work;
using Roadstead.Server.ManagedHarbors.Integration;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Follows one Harbor that somebody else made: notes what it says of itself, integrates it where that is wanted, and lets it go when it is gone. Writes nothing into the cluster.</summary>
internal sealed class FoundHarborReconciler(HarborIntegrationReconciler integration, HarborStore store, HarborBoard board, IOptions<ManagedHarborsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    /// <summary>Notes one that is not known yet.</summary>
    public async Task<ReconcileOutcome> MeetAsync(ClusterHarbors harbors, HarborKey key, CancellationToken cancellationToken)
    {
        var operated = harbors.Operated is null ? null : await harbors.FindAsync(key, cancellationToken);
        if (operated is null && harbors.FindRelease(key) is null)
        {
            board.Forget(key);
            return new ReconcileOutcome.Done();
        }

        var found = new ManagedHarbor { Cluster = key.Cluster, Namespace = key.Namespace, Name = key.Name, Source = operated is not null ? HarborSource.Operator : HarborSource.Helm };
        var noted = await store.AddAsync(found, cancellationToken);
        return new ReconcileOutcome.Waiting(HarborReason.Starting, "It was found.", noted ? TimeSpan.Zero : Shortly);
    }

    public Task<ReconcileOutcome> ReconcileAsync(ClusterHarbors harbors, HarborKey key, HarborRow row, CancellationToken cancellationToken) =>
        row.Harbor.Source is HarborSource.Operator ? OperatedAsync(harbors, key, row, cancellationToken) : InstalledAsync(harbors, key, row, cancellationToken);

    private async Task<ReconcileOutcome> OperatedAsync(ClusterHarbors harbors, HarborKey key, HarborRow row, CancellationToken cancellationToken)
    {
        if (harbors.Operated is null && !harbors.LacksOperator)
            return new ReconcileOutcome.Done(options.Value.LookInterval); // nothing is known of this cluster yet
        var found = harbors.LacksOperator ? null : await harbors.FindAsync(key, cancellationToken);
        if (found is null)
            return await GoneAsync(harbors, key, row, cancellationToken);
        if (row.Harbor.Uid != found.Metadata.Uid)
            board.Begin(key);
        var instance = HarborInstance.Of(found, board.WasReady(key), IsNew(found.Metadata));
        return await FollowAsync(
            harbors, key, row, found.Metadata.Uid, OperatedHarbor.UrlOf(found), OperatedHarbor.VersionOf(found), instance, token => OperatedHarbor.LoginOfAsync(harbors.Connection.Client, found, token), cancellationToken);
    }

    private async Task<ReconcileOutcome> InstalledAsync(ClusterHarbors harbors, HarborKey key, HarborRow row, CancellationToken cancellationToken)
    {
        if (!harbors.Helm.HasSynced)
            return new ReconcileOutcome.Done(options.Value.LookInterval);
        if (harbors.FindRelease(key) is not { } core)
            return await GoneAsync(harbors, key, row, cancellationToken);
        var client = harbors.Connection.Client;
        var url = await HelmHarbor.UrlOfAsync(client, core, cancellationToken);
        return await FollowAsync(
            harbors, key, row, core.Metadata.Uid, url, HelmHarbor.VersionOf(core), HarborInstance.Of(core, IsNew(core.Metadata)), token => HelmHarbor.LoginOfAsync(client, core, url, token), cancellationToken);
    }

    private async Task<ReconcileOutcome> FollowAsync(
        ClusterHarbors harbors,
        HarborKey key,
        HarborRow row,
        string? uid,
        string? url,
        string? version,
        HarborInstance instance,
        Func<CancellationToken, Task<(HarborLogin? Login, HarborTrouble? Trouble)>> login,
        CancellationToken cancellationToken)
    {
        harbors.Present(key);
        var harbor = row.Harbor;
        if ((harbor.Uid, harbor.ExternalUrl, harbor.Version) != (uid, url, version)
            && !await store.NoteAsync(harbor.Id, stored => (stored.Uid, stored.ExternalUrl, stored.Version) = (uid, url, version), cancellationToken))
            return new ReconcileOutcome.Waiting(HarborReason.ChangedMeanwhile, "Its row changed meanwhile.", Shortly);
        board.Instance(key, instance);
        var wait = await integration.ReconcileAsync(key, row, instance, login, cancellationToken);
        return new ReconcileOutcome.Done(wait < options.Value.LookInterval ? wait : options.Value.LookInterval);
    }

    // Away for a moment is not gone: an API server that starts, or an operator that is replaced, shows nothing for a while.
    private async Task<ReconcileOutcome> GoneAsync(ClusterHarbors harbors, HarborKey key, HarborRow row, CancellationToken cancellationToken)
    {
        var left = options.Value.GoneAfter - harbors.Missing(key);
        if (left > TimeSpan.Zero)
            return new ReconcileOutcome.Waiting("missing", "It is not there.", left);
        board.Instance(key, HarborInstanceState.Gone, null, "It is in its cluster no more.");
        if (await integration.LeaveAsync(row, cancellationToken) is { } trouble)
        {
            board.Integration(key, HarborIntegrationState.Failing, trouble.Reason, trouble.Message);
            return new ReconcileOutcome.Waiting(trouble.Reason, trouble.Message, options.Value.LookInterval);
        }

        if (!await store.RemoveAsync(row.Harbor, cancellationToken))
            return new ReconcileOutcome.Waiting(HarborReason.ChangedMeanwhile, "Its row could not be removed.", Shortly);
        harbors.Present(key);
        board.Forget(key);
        return new ReconcileOutcome.Done();
    }

    private bool IsNew(ObjectMeta metadata) => metadata.CreationTimestamp is not { } made || time.GetUtcNow() - made < options.Value.InstallWithin;
}
