using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Registries;

/// <summary>What a list of registries can be narrowed by; null leaves a part open.</summary>
internal sealed record RegistryFilter(RegistryType? Type = null, RegistryStatus? Status = null, RegistryOrigin? Origin = null);
