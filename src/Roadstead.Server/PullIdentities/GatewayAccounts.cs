using System.Security.Cryptography;
using System.Text;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities;

public sealed class GatewayAccounts(TimeProvider time)
{
    public void Add(RoadsteadDb db, string cluster, string ns, Guid workspaceId) => db.GatewayAccounts.Add(new GatewayAccount
    {
        Cluster = cluster,
        Namespace = ns,
        WorkspaceId = workspaceId,
        Account = $"ns-x-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cluster}/{ns}")))[..12]}-1",
        SecretHash = [],
        SecretCipher = [],
        Generation = 1,
        CreatedAt = time.GetUtcNow(),
    });
}
