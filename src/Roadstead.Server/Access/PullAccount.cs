namespace Roadstead.Server.Access;

/// <summary>The account of a namespace at the gateway and token service.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="WorkspaceId">The workspace that holds the namespace.</param>
/// <param name="SecretHash">SHA-256 of its secret.</param>
/// <param name="Generation">Counts renewals from 1.</param>
/// <param name="AccountId">The row.</param>
/// <param name="SecretCipher">The secret itself, encrypted, to hand it out.</param>
/// <param name="NeedsNewSecret">True: the pull secret that carries it must be a new object.</param>
public sealed record PullAccount(
    string Account, string Cluster, string Namespace, Guid WorkspaceId, byte[] SecretHash, int Generation, Guid AccountId, byte[] SecretCipher, bool NeedsNewSecret)
{
    /// <summary>True when <paramref name="secret"/> is this account's. Takes the same time for every wrong one.</summary>
    public bool Accepts(string secret) => Identity.SecretText.Matches(secret, SecretHash);
}
