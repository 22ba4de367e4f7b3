namespace Roadstead.Core.Contracts.Access;

/// <summary>Where what does not hold is mended. On the wire: kebab-case.</summary>
public enum AccessMend
{
    /// <summary>In the name itself: whoever wrote it.</summary>
    ImageName,

    /// <summary>By an image that the namespace may pull: whoever deploys.</summary>
    OtherImage,

    /// <summary>By a binding of the space <see cref="AccessView.SpaceId"/> to the namespace's workspace: a platform admin.</summary>
    Binding,

    /// <summary>By a workspace for the namespace: a platform admin.</summary>
    Workspace,

    /// <summary>By a space of the registry that holds the path: a platform admin.</summary>
    Space,

    /// <summary>By integrating the registry, or by what the cluster does with unmanaged images: a platform admin; for the own workspace its admin.</summary>
    Integration,

    /// <summary>By forgetting the host, or integrating its registry again: whoever may unbind it.</summary>
    RemovedHost,

    /// <summary>At the registry's health: whoever integrated it.</summary>
    Registry,

    /// <summary>Among the registry's pull identities: whoever integrated it.</summary>
    Identity,

    /// <summary>At the namespace's pull secret: its state says what stands in the way.</summary>
    PullSecret,

    /// <summary>In the cluster's settings: a platform admin.</summary>
    Admission,

    /// <summary>At the cluster's status: a platform admin.</summary>
    Cluster,

    /// <summary>At the namespace's deployments: its editors.</summary>
    Workloads,
}
