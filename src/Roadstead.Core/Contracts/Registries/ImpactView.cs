namespace Roadstead.Core.Contracts.Registries;

/// <summary>Who loses access by a change.</summary>
/// <param name="Workspaces">Workspaces that lose it.</param>
/// <param name="Namespaces">How many of their namespaces.</param>
/// <param name="Workloads">Running workloads that use it.</param>
/// <param name="Acknowledgement">Opaque; changes with the impact.</param>
public sealed record ImpactView(
    IReadOnlyList<string> Workspaces,
    int Namespaces,
    IReadOnlyList<ImpactWorkload> Workloads,
    string Acknowledgement);
