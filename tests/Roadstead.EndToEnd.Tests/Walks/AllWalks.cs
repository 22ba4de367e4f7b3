using Roadstead.EndToEnd.Tests.Walks.Flows;
using Roadstead.EndToEnd.Tests.Walks.People;

namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>The walks in the order in which a platform comes into use; later ones need what earlier ones made.</summary>
internal static class AllWalks
{
    public static IReadOnlyList<Walk> InOrder { get; } =
    [
        FirstStart.Walk, ConnectCluster.Walk, IntegrateDockerRegistry.Walk, IntegrateHarbor.Walk, IntegrateArtifactory.Walk, RegistryHealth.Walk, Workspaces.Walk, Spaces.Walk,
        ManagedHarbor.Walk, AdmitPods.Walk, OwnRegistry.Walk, Deploy.Walk, PullByHand.Walk, Unbind.Walk, WhyNot.Walk,
    ];

    /// <summary>How a test walks: each way is gone once.</summary>
    public static Way WayOf(Walk walk) => walk.Name switch
    {
        "spaces" => Way.Keyboard,
        "own-registry" => Way.Phone,
        "deploy" or "pull-by-hand" or "why-not" => Way.Chinese,
        _ => Way.Usual,
    };
}
