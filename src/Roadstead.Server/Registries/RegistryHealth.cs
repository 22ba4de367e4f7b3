using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Registries;

/// <summary>The health of one registry.</summary>
/// <param name="Status">In one word; unknown until the first check since the start has ended.</param>
/// <param name="Signals">All seven, in order; before the first check what the last run of the server knew.</param>
public sealed record RegistryHealth(RegistryStatus Status, IReadOnlyList<SignalView> Signals)
{
    /// <summary>Nothing is known yet.</summary>
    public static RegistryHealth Unknown { get; } = new(
        RegistryStatus.Unknown,
        [.. Enum.GetValues<SignalName>().Select(name => new SignalView(name, null, "not-checked", "The first check has not ended yet.", null, null))]);

    /// <summary>The first signal that does not hold; null when all do.</summary>
    public SignalView? Failure => Signals.FirstOrDefault(signal => signal.Ok is false);
}
