using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>A Harbor in a connected cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name of the HarborCluster, or of the Helm release.</param>
/// <param name="Source">What runs it.</param>
/// <param name="MadeHere">True when this Roadstead made it and keeps it so.</param>
/// <param name="ExternalUrl">Its address; null while that is not known.</param>
/// <param name="Version">Its release; null while that is not known.</param>
/// <param name="Instance">How it does.</param>
/// <param name="Integration">How far its integration is.</param>
/// <param name="Registry">The platform registry that it is; null while it is none.</param>
/// <param name="RegistryStatus">How that registry does; null while it is none.</param>
/// <param name="Settings">What was asked for; null for one that Roadstead did not make.</param>
/// <param name="CreatedAt">When it was asked for, or first seen.</param>
public sealed record ManagedHarborView(
    string Cluster,
    string Namespace,
    string Name,
    HarborSource Source,
    bool MadeHere,
    string? ExternalUrl,
    string? Version,
    HarborInstanceView Instance,
    HarborIntegrationView Integration,
    string? Registry,
    RegistryStatus? RegistryStatus,
    HarborSettings? Settings,
    DateTimeOffset CreatedAt);
