using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Overview;

/// <summary>How the platform's registries do.</summary>
/// <param name="Healthy">How many are healthy.</param>
/// <param name="Unhealthy">How many are not.</param>
/// <param name="Checking">How many wait for their first check.</param>
/// <param name="Failures">By the first signal that does not hold, how many: the most frequent first.</param>
/// <param name="First">The registries to show: those that fail first, then those that wait.</param>
public sealed record RegistryHealthOverview(int Healthy, int Unhealthy, int Checking, IReadOnlyList<KeyValuePair<SignalName, int>> Failures, IReadOnlyList<RegistryView> First)
{
    public int Total => Healthy + Unhealthy + Checking;
}
