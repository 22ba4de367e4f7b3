namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Reasons of the states of Harbors, besides those of the Kubernetes client, of the operator's conditions, and of the API's errors.</summary>
public static class HarborReason
{
    /// <summary>Nobody has looked at it yet.</summary>
    public const string Starting = "starting";

    /// <summary>Its cluster does not answer; what is said is as last seen.</summary>
    public const string ClusterDisconnected = "cluster-disconnected";

    /// <summary>The cluster serves no HarborClusters.</summary>
    public const string OperatorMissing = "operator-missing";

    /// <summary>The operator has said nothing of it yet.</summary>
    public const string NotTakenUp = "not-taken-up";

    /// <summary>Its namespace is being deleted.</summary>
    public const string NamespaceTerminating = "namespace-terminating";

    /// <summary>Something of a name that it needs was not made by this Roadstead.</summary>
    public const string ForeignObject = "foreign-object";

    /// <summary>No pod of it runs.</summary>
    public const string NoPods = "no-pods";

    /// <summary>The instance is not ready.</summary>
    public const string InstanceNotReady = "instance-not-ready";

    /// <summary>It tells no address.</summary>
    public const string AddressMissing = "address-missing";

    /// <summary>Its admin's password stands nowhere.</summary>
    public const string PasswordMissing = "password-missing";

    /// <summary>Workspaces are bound to spaces of its registry.</summary>
    public const string StillBound = "still-bound";

    /// <summary>It is the registry that an admin integrated by hand.</summary>
    public const string ByHand = "by-hand";

    /// <summary>It is a registry that was made from another Harbor of the same address.</summary>
    public const string OfAnother = "of-another";

    /// <summary>Its cluster's found Harbors are no longer followed.</summary>
    public const string NotFollowed = "not-followed";

    /// <summary>It is looked at again at once: something changed meanwhile.</summary>
    public const string ChangedMeanwhile = "changed-meanwhile";
}
