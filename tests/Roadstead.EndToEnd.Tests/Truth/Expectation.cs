namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>What must come out of each cell, written by hand from the promise alone: nobody runs a private image by its name, from the node or with a copied secret.</summary>
internal static class Expectation
{
    /// <summary>Whether a pod is taken while admission enforces. Secrets, the node and what makes the pod change nothing.</summary>
    public static bool IsAdmitted(Cell cell) => (cell.Image, cell.Standing) switch
    {
        (ImageKind.Public, _) => true,
        (ImageKind.Private, Standing.Bound) => true,
        (ImageKind.Private, Standing.Unbound) => false,
        (ImageKind.Private, Standing.NoWorkspace) => false,
        (ImageKind.UnknownSpace, _) => false,
        (ImageKind.UnmanagedAllowed, _) => true,
        (ImageKind.UnmanagedDenied, _) => false,
        _ => throw new ArgumentOutOfRangeException(nameof(cell)),
    };

    /// <summary>What becomes of it on the node. What is admitted runs; only the login of a registry that Roadstead does not know is the pod's own affair.</summary>
    public static NodeOutcome OnTheNode(Cell cell) => (IsAdmitted(cell), cell.Image, cell.Presence, cell.Secret) switch
    {
        (false, _, _, _) => NodeOutcome.Refused,
        (true, ImageKind.UnmanagedAllowed, Presence.Fresh, PullSecretKind.Own) => NodeOutcome.Runs,
        (true, ImageKind.UnmanagedAllowed, Presence.Fresh, _) => NodeOutcome.FailsToPull,
        (true, _, _, _) => NodeOutcome.Runs,
    };
}
