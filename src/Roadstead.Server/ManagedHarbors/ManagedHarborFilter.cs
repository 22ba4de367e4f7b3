using Roadstead.Core.Contracts.ManagedHarbors;

namespace Roadstead.Server.ManagedHarbors;

/// <summary>What a list of Harbors is narrowed by; null leaves nothing out.</summary>
/// <param name="Cluster">Those of this cluster.</param>
/// <param name="Source">Those that this runs.</param>
/// <param name="MadeHere">Those that Roadstead made, or those that it found.</param>
internal sealed record ManagedHarborFilter(string? Cluster = null, HarborSource? Source = null, bool? MadeHere = null);
