namespace Roadstead.Core.Contracts.Settings;

/// <summary>What runs here. Holds no secret and no name of anybody's, so that it can go into a bug report.</summary>
/// <param name="Version">The version of Roadstead.</param>
/// <param name="Commit">The commit that it was built of; null where the build did not say.</param>
/// <param name="Installation">The random id that tells this Roadstead's accounts from another's.</param>
/// <param name="Runtime">The runtime with its version.</param>
/// <param name="System">The operating system with its architecture.</param>
/// <param name="Processors">Processors that the process may use.</param>
/// <param name="MemoryBytes">Memory that the process holds.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Store">Where desired state is kept.</param>
/// <param name="Registries">How many registries are integrated.</param>
/// <param name="UnhealthyRegistries">How many of them are unhealthy now.</param>
/// <param name="Clusters">How many clusters are known.</param>
/// <param name="DisconnectedClusters">How many of them do not answer now.</param>
/// <param name="MapVersion">The version of the access map.</param>
/// <param name="Parts">What runs in the background, by name.</param>
/// <param name="Components">What of others is part of the console, with its licence.</param>
public sealed record AboutView(
    string Version,
    string? Commit,
    string Installation,
    string Runtime,
    string System,
    int Processors,
    long MemoryBytes,
    DateTimeOffset StartedAt,
    StoreFacts Store,
    int Registries,
    int UnhealthyRegistries,
    int Clusters,
    int DisconnectedClusters,
    long MapVersion,
    IReadOnlyList<PartView> Parts,
    IReadOnlyList<ComponentView> Components);
