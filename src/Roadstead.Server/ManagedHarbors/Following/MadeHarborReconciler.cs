using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Work;
using Roadstead.Server.Access;
using Roadstead.Server.ManagedHarbors.Integration;
using Roadstead.Server.ManagedHarbors.Objects;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Makes one Harbor as it was asked for, and follows how it does. Compares before it writes; may be ended at any point and begun again.</summary>
internal sealed class MadeHarborReconciler(
    HarborPartsReconciler parts, HarborIntegrationReconciler integration, HarborStore store, HarborBoard board, IInstallation installation, IOptions<ManagedHarborsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    public async Task<ReconcileOutcome> ReconcileAsync(ClusterHarbors harbors, HarborKey key, HarborRow row, CancellationToken cancellationToken)
    {
        try
        {
            return row.Harbor.Deleting ? await LeaveAsync(harbors, key, row, cancellationToken) : await KeepAsync(harbors, key, row, cancellationToken);
        }
        catch (KubernetesException e) when (e.Code is KubernetesErrorCode.Conflict or KubernetesErrorCode.AlreadyExists)
        {
            // Somebody changed it at the same moment, or Roadstead was killed right after it made it.
            return new ReconcileOutcome.Waiting(HarborReason.ChangedMeanwhile, e.Message, Shortly);
        }
        catch (KubernetesException e) when (!e.IsTransient)
        {
            return Stand(key, HarborInstanceState.Failing, HarborTrouble.Of(e));
        }
    }

    private async Task<ReconcileOutcome> KeepAsync(ClusterHarbors harbors, HarborKey key, HarborRow row, CancellationToken cancellationToken)
    {
        var (harbor, client) = (row.Harbor, harbors.Connection.Client);
        if (harbors.LacksOperator)
            return Stand(key, HarborInstanceState.Pending, new HarborTrouble(HarborReason.OperatorMissing, "The cluster serves no HarborClusters (goharbor.io/v1beta1). Install the Harbor operator; the Harbor is made as soon as it is there."));
        if (HarborSettingsJson.Read(harbor.Settings) is not { } settings)
            throw new InvalidOperationException($"The Harbor {key} was made here and has no settings.");
        if (await KeepNamespaceAsync(harbors, key, cancellationToken) is { } terminating)
            return Stand(key, HarborInstanceState.Pending, terminating);
        if (await parts.KeepAsync(client, harbor, settings, cancellationToken) is { } trouble)
            return Stand(key, HarborInstanceState.Failing, trouble);

        var wanted = HarborSpec.Of(harbor.Name, settings);
        var found = await harbors.FindAsync(key, cancellationToken);
        if (found is null)
            found = await client.CreateAsync(new HarborCluster { Metadata = HarborNames.Metadata(key.Namespace, key.Name, harbor.Id, installation.Id), Spec = TreePatch.Made(wanted) }, cancellationToken);
        else if (!HarborNames.IsOf(found.Metadata, harbor.Id))
            return Stand(key, HarborInstanceState.Failing, HarborTrouble.Foreign("HarborCluster", key.Name));
        else if (found.Metadata.DeletionTimestamp is null && TreePatch.Of(wanted, found.Spec) is { } patch)
            found = await client.PatchAsync<HarborCluster>(key.Namespace, key.Name, PatchKind.Merge, new JsonObject { ["spec"] = patch }, cancellationToken);
        if (harbor.Uid != found.Metadata.Uid)
        {
            board.Begin(key);
            await store.NoteAsync(harbor.Id, stored => stored.Uid = found.Metadata.Uid, cancellationToken);
        }

        var instance = HarborInstance.Of(found, board.WasReady(key), IsNew(found));
        board.Instance(key, instance);
        var wait = await integration.ReconcileAsync(key, row, instance, token => OperatedHarbor.LoginOfAsync(client, found, token), cancellationToken);
        return new ReconcileOutcome.Done(wait < options.Value.LookInterval ? wait : options.Value.LookInterval);
    }

    private static async Task<HarborTrouble?> KeepNamespaceAsync(ClusterHarbors harbors, HarborKey key, CancellationToken cancellationToken)
    {
        var found = harbors.Connection.Namespaces.Find(null, key.Namespace);
        if (found is null)
            await CreateNamespaceAsync(harbors.Connection.Client, key.Namespace, cancellationToken);
        return found?.Metadata.DeletionTimestamp is null ? null : new HarborTrouble(HarborReason.NamespaceTerminating, "Its namespace is being deleted. When that has ended, it is made anew.");
    }

    private static async Task CreateNamespaceAsync(KubernetesClient client, string ns, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = ns } }, cancellationToken);
        }
        catch (KubernetesException e) when (e.Code is KubernetesErrorCode.AlreadyExists)
        {
            return; // the informer has not heard of it yet
        }
    }

    private async Task<ReconcileOutcome> LeaveAsync(ClusterHarbors harbors, HarborKey key, HarborRow row, CancellationToken cancellationToken)
    {
        var (harbor, client) = (row.Harbor, harbors.Connection.Client);
        var found = harbors.LacksOperator ? null : await harbors.FindAsync(key, cancellationToken);
        if (found is not null && HarborNames.IsOf(found.Metadata, harbor.Id))
        {
            harbors.Present(key);
            if (found.Metadata.DeletionTimestamp is null)
                await client.DeleteAsync<HarborCluster>(key.Namespace, key.Name, new DeletePreconditions(found.Metadata.Uid), cancellationToken);
            return Stand(key, HarborInstanceState.Deleting, new HarborTrouble("deleting", "The operator is taking it down."));
        }

        // Without the operator's types nothing tells "gone" from "an API server that has just started" but time.
        if (harbors.LacksOperator && harbors.Missing(key) < options.Value.GoneAfter)
            return new ReconcileOutcome.Waiting(HarborReason.OperatorMissing, "The cluster serves no HarborClusters right now.", options.Value.GoneAfter);
        await HarborPartsReconciler.RemoveAsync(client, harbor, cancellationToken);
        if (await integration.LeaveAsync(row, cancellationToken) is { } trouble)
        {
            board.Integration(key, HarborIntegrationState.Failing, trouble.Reason, trouble.Message);
            return Stand(key, HarborInstanceState.Gone, new HarborTrouble("deleted", "It is deleted."));
        }

        if (!await store.RemoveAsync(harbor, cancellationToken))
            return new ReconcileOutcome.Waiting(HarborReason.ChangedMeanwhile, "Its row could not be removed.", Shortly);
        harbors.Present(key);
        board.Forget(key);
        return new ReconcileOutcome.Done();
    }

    private ReconcileOutcome.Waiting Stand(HarborKey key, HarborInstanceState state, HarborTrouble trouble)
    {
        board.Instance(key, state, trouble.Reason, trouble.Message);
        return new ReconcileOutcome.Waiting(trouble.Reason, trouble.Message, options.Value.LookInterval);
    }

    private bool IsNew(HarborCluster found) => found.Metadata.CreationTimestamp is not { } made || time.GetUtcNow() - made < options.Value.InstallWithin;
}
