using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>Why a registry is unhealthy.</summary>
internal static class RegistryFailure
{
    /// <summary>The first signal that does not hold; null for a registry that is not unhealthy.</summary>
    internal static SignalView? Of(RegistryView registry) => registry.Status == RegistryStatus.Unhealthy ? registry.Signals.FirstOrDefault(signal => signal.Ok == false) : null;
}
