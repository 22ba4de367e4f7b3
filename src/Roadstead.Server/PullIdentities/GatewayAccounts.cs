using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
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
        var account = new GatewayAccount { Cluster = cluster, Namespace = ns, WorkspaceId = workspaceId, Account = "", SecretHash = [], SecretCipher = [] };
        Make(account, generation: 1);
        db.GatewayAccounts.Add(account);
        return account;
    }

    /// <summary>Gives the namespace's account its next generation: the old name and secret are dead with the change, wherever they were copied to.</summary>
    public async Task RenewAsync(RoadsteadDb db, string cluster, string ns, CancellationToken cancellationToken)
    {
        foreach (var account in await Of(db, cluster, ns).ToListAsync(cancellationToken))
            Make(account, account.Generation + 1);
    }

    public async Task RemoveAsync(RoadsteadDb db, string cluster, string ns, CancellationToken cancellationToken) =>
        db.GatewayAccounts.RemoveRange(await Of(db, cluster, ns).ToListAsync(cancellationToken));

    /// <summary>The secret, to hand it out to the namespace.</summary>
    public string Secret(GatewayAccount account) => secrets.Unprotect(account.SecretCipher, SecretPlace.GatewaySecret(account.Id));

    private static IQueryable<GatewayAccount> Of(RoadsteadDb db, string cluster, string ns) =>
        db.GatewayAccounts.Where(account => account.Cluster == cluster && account.Namespace == ns);

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
