namespace Roadstead.Server.PullIdentities;

/// <summary>What a namespace's pull secret should hold. Never logged.</summary>
/// <param name="WorkspaceId">The workspace that holds the namespace.</param>
/// <param name="Account">The newest generation of its account: <c>ns-&lt;installation&gt;-&lt;hash&gt;-&lt;generation&gt;</c>.</param>
/// <param name="Generation">That generation.</param>
/// <param name="DockerConfigJson">The docker <c>config.json</c>, UTF-8. The same content is always the same bytes.</param>
/// <param name="NewSecretSince">A secret that holds an earlier generation than this must be replaced by a new object; 0: none must.</param>
/// <param name="HasOlder">True: earlier generations wait for the secret to hold this one.</param>
public sealed record PullSecretContent(Guid WorkspaceId, string Account, int Generation, byte[] DockerConfigJson, int NewSecretSince, bool HasOlder)
{
    /// <summary>The accounts at registries that it holds besides, one for each registry, in a stable order.</summary>
    public IReadOnlyList<PullSecretIdentity> Identities { get; init; } = [];

    /// <summary>True: earlier generations of such accounts wait for the secrets of the workspace to hold the newer.</summary>
    public bool HasOlderIdentities { get; init; }

    /// <summary>Only the account: the rest is secret.</summary>
    public override string ToString() => Account;
}
