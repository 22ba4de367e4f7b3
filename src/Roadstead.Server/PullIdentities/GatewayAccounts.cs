using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Identity;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.PullIdentities;

/// <summary>The accounts of namespaces at the gateway and token service. Only edits the context: the account comes and goes in the same change as what it follows from.</summary>
public sealed class GatewayAccounts(SecretProtector secrets, Installation installation, TimeProvider time)
{
    /// <summary>The account of a namespace that enters a workspace.</summary>
    public GatewayAccount Add(RoadsteadDb db, string cluster, string ns, Guid workspaceId)
    {
        var account = New(cluster, ns, workspaceId);
        Make(account, generation: 1);
        db.GatewayAccounts.Add(account);
        return account;
    }

    /// <summary>
    /// Gives these namespaces the next generation of their accounts. In a Kubernetes cluster the older ones open the doors until the pull secret is seen to hold the
    /// newest (<see cref="ConfirmAsync"/>); elsewhere nobody could tell when that is, so that the old name and secret are dead with the change, wherever they were copied to.
    /// </summary>
    /// <param name="db">The context that holds the change.</param>
    /// <param name="of">Whole namespaces: all generations of each.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>How many namespaces.</returns>
    public Task<int> RenewAsync(RoadsteadDb db, Expression<Func<GatewayAccount, bool>> of, CancellationToken cancellationToken) =>
        RenewAsync(db, db.GatewayAccounts.Where(of), needsNewSecret: false, cancellationToken);

    /// <summary>
    /// Renews the accounts of namespaces that lose access to something, where admission would not stop a pod that uses it: nodes remember by the secret's uid and by the
    /// credential what they pulled with it, so that the pull secret becomes a new object with another credential.
    /// </summary>
    /// <param name="db">The context that holds the change.</param>
    /// <param name="of">Whole namespaces: all generations of each.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>How many namespaces.</returns>
    public Task<int> RevokeAsync(RoadsteadDb db, Expression<Func<GatewayAccount, bool>> of, CancellationToken cancellationToken) => RenewAsync(
        db,
        db.GatewayAccounts.Where(of)
            .Where(account => db.Clusters.Any(cluster => cluster.Name == account.Cluster && cluster.Kind == ClusterKind.Kubernetes && cluster.Admission != AdmissionMode.Enforce)),
        needsNewSecret: true,
        cancellationToken);

    /// <summary>Removes the generations before these accounts: their namespaces' pull secrets hold them now. What is gone meanwhile is passed over.</summary>
    /// <param name="db">The context that holds the change.</param>
    /// <param name="accounts">Names of accounts.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>What is removed.</returns>
    public async Task<IReadOnlyList<GatewayAccount>> ConfirmAsync(RoadsteadDb db, IReadOnlyCollection<string> accounts, CancellationToken cancellationToken)
    {
        var confirmed = await db.GatewayAccounts.Where(account => accounts.Contains(account.Account)).ToListAsync(cancellationToken);
        var namespaces = confirmed.ToDictionary(account => (account.Cluster, account.Namespace));
        var names = confirmed.Select(account => account.Namespace).Distinct().ToList();
        var all = await db.GatewayAccounts.Where(account => names.Contains(account.Namespace)).ToListAsync(cancellationToken);
        var older = all.Where(account => namespaces.TryGetValue((account.Cluster, account.Namespace), out var newer) && account.Generation < newer.Generation).ToList();
        db.GatewayAccounts.RemoveRange(older);
        foreach (var account in confirmed)
            account.NeedsNewSecret = false;
        return older;
    }

    /// <summary>The secret, to hand it out to the namespace.</summary>
    public string Secret(GatewayAccount account) => Secret(account.Id, account.SecretCipher);

    /// <summary>The same for a published account.</summary>
    /// <param name="accountId">Its row.</param>
    /// <param name="cipher">The encrypted secret.</param>
    public string Secret(Guid accountId, byte[] cipher) => secrets.Unprotect(cipher, SecretPlace.GatewaySecret(accountId));

    private async Task<int> RenewAsync(RoadsteadDb db, IQueryable<GatewayAccount> of, bool needsNewSecret, CancellationToken cancellationToken)
    {
        var namespaces = (await of.ToListAsync(cancellationToken)).GroupBy(account => (account.Cluster, account.Namespace)).ToList();
        var overlapping = await db.Clusters.Where(cluster => cluster.Kind == ClusterKind.Kubernetes).Select(cluster => cluster.Name).ToHashSetAsync(cancellationToken);
        foreach (var generations in namespaces)
        {
            var newest = generations.MaxBy(account => account.Generation)!;
            var next = overlapping.Contains(newest.Cluster) ? db.GatewayAccounts.Add(New(newest.Cluster, newest.Namespace, newest.WorkspaceId)).Entity : newest;
            next.NeedsNewSecret = needsNewSecret;
            Make(next, newest.Generation + 1);
        }

        return namespaces.Count;
    }

    private static GatewayAccount New(string cluster, string ns, Guid workspaceId) =>
        new() { Cluster = cluster, Namespace = ns, WorkspaceId = workspaceId, Account = "", SecretHash = [], SecretCipher = [] };

    private void Make(GatewayAccount account, int generation)
    {
        var secret = SecretText.Create();
        var of = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Cluster}/{account.Namespace}/{account.WorkspaceId:N}")))[..12];
        account.Account = string.Create(CultureInfo.InvariantCulture, $"ns-{installation.Id}-{of}-{generation}");
        account.SecretHash = SecretText.Hash(secret);
        account.SecretCipher = secrets.Protect(secret, SecretPlace.GatewaySecret(account.Id));
        account.Generation = generation;
        account.CreatedAt = time.GetUtcNow();
    }
}
