namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>What becomes of a pod.</summary>
internal enum NodeOutcome
{
    /// <summary>The container runs.</summary>
    Runs,

    /// <summary>The pod is there, and the kubelet cannot pull the image.</summary>
    FailsToPull,

    /// <summary>The API server does not take it.</summary>
    Refused,
}
