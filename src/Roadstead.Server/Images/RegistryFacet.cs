using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Images;

/// <summary>A registry that an asker may pull from: how it does, and how a person pulls there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Workspace">The workspace that integrated it; null for a platform registry.</param>
/// <param name="PullPrefix">What names to pull by begin with, some of them where hosts stand for parts of the registry; ends in '/'.</param>
/// <param name="Status">Its health in one word.</param>
/// <param name="Failure">The first signal that does not hold; null when all do, or nothing is known yet.</param>
/// <param name="Index">How fresh its part of the index is.</param>
/// <param name="Reach">How clients get there.</param>
public sealed record RegistryFacet(
    string Name, string? Workspace, string PullPrefix, RegistryStatus Status, SignalView? Failure, IndexView Index, RegistryReach Reach);
