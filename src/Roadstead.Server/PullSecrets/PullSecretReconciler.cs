using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Work;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.PullIdentities;

namespace Roadstead.Server.PullSecrets;

/// <summary>
/// Makes one namespace of one cluster as it should be: first the secret, then the reference of the default service account, so that no pod refers to a secret that is not
/// there yet. Compares before it writes; may be ended at any point and begun again.
/// </summary>
internal sealed class PullSecretReconciler(
    ClusterConnection connection, FreshView<Secret> secrets, FreshView<ServiceAccount> accounts, IPullSecretContents contents, IIdentityConfirmations confirmations, PullSecretBoard board, TimeProvider time)
{
    // Foreign secrets are not watched, so that one that goes is seen by asking.
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shortly = TimeSpan.FromMilliseconds(200);

    private readonly string installation = contents.Installation;

    public async Task<ReconcileOutcome> ReconcileAsync(string ns, CancellationToken cancellationToken)
    {
        var content = contents.Find(connection.Name, ns);
        try
        {
            return content is null ? await LeaveAsync(ns, cancellationToken) : await KeepAsync(ns, content, cancellationToken);
        }
        catch (KubernetesException e) when (e.Code is KubernetesErrorCode.Conflict)
        {
            // Somebody changed it at the same moment; the informer tells what it is now.
            return new ReconcileOutcome.Waiting(e.Reason, e.Message, Shortly);
        }
        catch (KubernetesException e)
        {
            // A namespace that has just gone answers with what looks like a failure.
            if (content is not null && IsThere(ns))
                SayFailing(ns, content, e);
            throw;
        }
    }

    private async Task<ReconcileOutcome> KeepAsync(string ns, PullSecretContent content, CancellationToken cancellationToken)
    {
        if (connection.Namespaces.Find(null, ns) is not { } found)
        {
            board.Pending(connection.Name, ns, content.WorkspaceId, PullSecretReason.NamespaceMissing, $"The namespace does not exist in the cluster '{connection.Name}'. Its pull secret is made as soon as it does.");
            return new ReconcileOutcome.Done();
        }

        if (IsTerminating(found))
        {
            board.Pending(connection.Name, ns, content.WorkspaceId, PullSecretReason.NamespaceTerminating, "The namespace is being deleted. Should it be made again, so is its pull secret.");
            return new ReconcileOutcome.Done();
        }

        if (await WriteSecretAsync(ns, content, cancellationToken) is not { } secret)
        {
            var message = $"There is a secret '{PullSecretNames.Secret}' in the namespace that this Roadstead did not make, and it is left alone. Delete it; within {AskAgain.TotalSeconds:0} seconds Roadstead makes its own.";
            board.Failing(connection.Name, ns, content.WorkspaceId, PullSecretReason.ForeignSecret, message);
            return new ReconcileOutcome.Waiting(PullSecretReason.ForeignSecret, message, AskAgain);
        }

        await ReferAsync(ns, cancellationToken);
        board.Ready(connection.Name, ns, content, PullSecretObject.ChangedAt(secret));
        if (content.HasOlder)
            confirmations.Confirm(connection.Name, ns, content.Account);
        if (content.HasOlderIdentities)
            confirmations.ConfirmIdentities(connection.Name, content.WorkspaceId);
        return new ReconcileOutcome.Done();
    }

    // The secret as it is afterwards; null when there is somebody else's.
    private async Task<Secret?> WriteSecretAsync(string ns, PullSecretContent content, CancellationToken cancellationToken)
    {
        var found = secrets.Find(ns);
        if (found is null)
        {
            try
            {
                return await CreateAsync(ns, content, cancellationToken);
            }
            catch (KubernetesException e) when (e.Code is KubernetesErrorCode.AlreadyExists)
            {
                // One without our labels, or one that the informer has not heard of yet. Gone again meanwhile: then it is made now.
                found = await connection.Client.FindAsync<Secret>(ns, PullSecretNames.Secret, cancellationToken);
                if (found is null)
                    return await CreateAsync(ns, content, cancellationToken);
                if (!PullSecretObject.IsOurs(found, installation))
                    return null;
            }
        }

        switch (PullSecretObject.Compare(found, content, installation))
        {
            case SecretStep.None:
                return found;
            case SecretStep.Write:
                var written = await connection.Client.ReplaceAsync(PullSecretObject.Repair(found, content, installation, time.GetUtcNow()), cancellationToken);
                secrets.Note(ns, found, written);
                return written;
            default:
                await DeleteAsync(ns, found, cancellationToken);
                return await CreateAsync(ns, content, cancellationToken);
        }
    }

    private async Task<Secret> CreateAsync(string ns, PullSecretContent content, CancellationToken cancellationToken)
    {
        var made = await connection.Client.CreateAsync(PullSecretObject.Create(ns, content, installation, time.GetUtcNow()), cancellationToken);
        secrets.Note(ns, null, made);
        return made;
    }

    private async Task DeleteAsync(string ns, Secret found, CancellationToken cancellationToken)
    {
        await connection.Client.DeleteAsync<Secret>(ns, PullSecretNames.Secret, new DeletePreconditions(found.Metadata.Uid), cancellationToken);
        secrets.Note(ns, found, null);
    }

    private async Task ReferAsync(string ns, CancellationToken cancellationToken)
    {
        var found = accounts.Find(ns);
        if (found is not null && AccountReference.IsThere(found, installation))
            return;

        // Kubernetes makes the account a moment after the namespace; a pod that came before the reference would never get it. Who is first makes it, the other one finds it.
        var written = found is null ? await TryCreateAccountAsync(ns, cancellationToken) : null;
        if (written is null)
        {
            var read = found ?? await connection.Client.FindAsync<ServiceAccount>(ns, PullSecretNames.ServiceAccount, cancellationToken);
            written = read is null
                ? await connection.Client.CreateAsync(AccountReference.Create(ns, installation), cancellationToken)
                : await connection.Client.PatchAsync<ServiceAccount>(ns, PullSecretNames.ServiceAccount, PatchKind.Merge, AccountReference.Adding(read, installation), cancellationToken);
        }

        accounts.Note(ns, found, written);
    }

    private async Task<ServiceAccount?> TryCreateAccountAsync(string ns, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.Client.CreateAsync(AccountReference.Create(ns, installation), cancellationToken);
        }
        catch (KubernetesException e) when (e.Code is KubernetesErrorCode.AlreadyExists)
        {
            return null;
        }
    }

    // What is ours goes; a namespace that is going or gone takes everything with it.
    private async Task<ReconcileOutcome> LeaveAsync(string ns, CancellationToken cancellationToken)
    {
        if (IsThere(ns))
        {
            if (secrets.Find(ns) is { } secret)
                await DeleteAsync(ns, secret, cancellationToken);
            if (accounts.Find(ns) is { } account && AccountReference.IsOurs(account, installation))
            {
                var written = await connection.Client.PatchAsync<ServiceAccount>(ns, PullSecretNames.ServiceAccount, PatchKind.Merge, AccountReference.Removing(account), cancellationToken);
                accounts.Note(ns, account, written);
            }
        }

        board.Forget(connection.Name, ns);
        return new ReconcileOutcome.Done();
    }

    // The secret may be there and as it should be: then pods that name it pull, and only the others do not.
    private void SayFailing(string ns, PullSecretContent content, KubernetesException e)
    {
        var isWritten = secrets.Find(ns) is { } secret && PullSecretObject.Compare(secret, content, installation) is SecretStep.None;
        if (isWritten && !(accounts.Find(ns) is { } account && AccountReference.IsThere(account, installation)))
            board.Failing(connection.Name, ns, content.WorkspaceId, e.Reason, $"The secret is there, but the default service account does not refer to it: {e.Message} Until it does, only pods that name the secret in imagePullSecrets pull.", accountRefers: false);
        else
            board.Failing(connection.Name, ns, content.WorkspaceId, e.Reason, e.Message);
    }

    private bool IsThere(string ns) => connection.Namespaces.Find(null, ns) is { } found && !IsTerminating(found);

    private static bool IsTerminating(Namespace found) => found.Metadata.DeletionTimestamp is not null || found.Status?.Phase == "Terminating";
}
