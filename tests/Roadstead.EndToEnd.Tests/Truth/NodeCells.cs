namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>The cells that are played on the real node.</summary>
internal static class NodeCells
{
    /// <summary>While admission enforces.</summary>
    public static IReadOnlyList<Cell> Cells { get; } = PairwiseCells.Choose(Cell.All, 60);

    /// <summary>Where the image of a cell is at its registry.</summary>
    public static string SpaceOf(Cell cell) => cell.Image switch
    {
        ImageKind.Public => TruthWorld.PublicSpace,
        ImageKind.UnknownSpace => TruthWorld.NoSpace,
        _ => TruthWorld.PrivateSpace,
    };

    /// <summary>What secrets alone can do: while admission is off, and while it only watches. By hand, as the other expectations.</summary>
    public static IReadOnlyList<SecretsAloneCell> SecretsAlone { get; } =
    [
        // The pull secret does its work without admission.
        Off("bound-fresh", Standing.Bound, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.ServiceAccount, NodeOutcome.Runs),
        Off("bound-token", Standing.Bound, ImageKind.Private, Via.TokenService, Presence.Fresh, PullSecretKind.ServiceAccount, NodeOutcome.Runs),
        Off("nobody-public", Standing.NoWorkspace, ImageKind.Public, Via.Gateway, Presence.Fresh, PullSecretKind.None, NodeOutcome.Runs),

        // Nobody adds it to a pod that names a secret of its own.
        Off("bound-own", Standing.Bound, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.Own, NodeOutcome.FailsToPull),

        // A pull identity may pull what its namespace may.
        Off("unbound-fresh", Standing.Unbound, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.ServiceAccount, NodeOutcome.FailsToPull),
        Off("unbound-token", Standing.Unbound, ImageKind.Private, Via.TokenService, Presence.Fresh, PullSecretKind.ServiceAccount, NodeOutcome.FailsToPull),
        Off("nobody-fresh", Standing.NoWorkspace, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.None, NodeOutcome.FailsToPull),
        Off("bound-attic", Standing.Bound, ImageKind.UnknownSpace, Via.Gateway, Presence.Fresh, PullSecretKind.ServiceAccount, NodeOutcome.FailsToPull),

        // What only admission can close: the node's copy, a copied secret, and a registry that asks nobody.
        Off("cached", Standing.Unbound, ImageKind.Private, Via.Gateway, Presence.OnTheNode, PullSecretKind.None, NodeOutcome.Runs),
        Off("unbound-copied", Standing.Unbound, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.Copied, NodeOutcome.Runs),
        Off("unbound-open", Standing.Unbound, ImageKind.Private, Via.Open, Presence.Fresh, PullSecretKind.None, NodeOutcome.Runs),

        // Audit refuses nothing, and adds the pull secret.
        Audit("audit-own", Standing.Bound, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.Own, NodeOutcome.Runs),
        Audit("audit-fresh", Standing.Unbound, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.ServiceAccount, NodeOutcome.FailsToPull),
        Audit("cached", Standing.Unbound, ImageKind.Private, Via.Gateway, Presence.OnTheNode, PullSecretKind.ServiceAccount, NodeOutcome.Runs),
    ];

    private static SecretsAloneCell Off(string app, Standing standing, ImageKind image, Via via, Presence presence, PullSecretKind secret, NodeOutcome outcome) =>
        new("off", app, new Cell(standing, image, via, presence, secret, Maker.BarePod), outcome);

    private static SecretsAloneCell Audit(string app, Standing standing, ImageKind image, Via via, Presence presence, PullSecretKind secret, NodeOutcome outcome) =>
        new("audit", app, new Cell(standing, image, via, presence, secret, Maker.BarePod), outcome);
}
