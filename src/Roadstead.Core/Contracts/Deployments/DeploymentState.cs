namespace Roadstead.Core.Contracts.Deployments;

/// <summary>How a roll-out goes. On the wire: kebab-case.</summary>
public enum DeploymentState
{
    /// <summary>Pods are being made, pulled or started.</summary>
    Progressing,

    /// <summary>Every pod that is asked for runs the newest image and serves.</summary>
    Available,

    /// <summary>Something is in its way; the reason says what. It goes on by itself once that is mended.</summary>
    Failed,
}
