using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Registries;

/// <summary>What a list of registries can be narrowed by; null leaves a part open.</summary>
/// <param name="Type">What they are.</param>
/// <param name="Status">How they do.</param>
/// <param name="Origin">How they came here.</param>
/// <param name="Signal">The first signal that does not hold.</param>
internal sealed record RegistryFilter(RegistryType? Type = null, RegistryStatus? Status = null, RegistryOrigin? Origin = null, SignalName? Signal = null);
