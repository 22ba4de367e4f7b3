using Roadstead.Registries;

namespace Roadstead.Server.Registries.Health;

/// <summary>What a check found.</summary>
/// <param name="Depth">How much it did.</param>
/// <param name="Signals">The signals, in order.</param>
/// <param name="At">When it ended.</param>
internal sealed record SignalReport(CheckDepth Depth, IReadOnlyList<RegistrySignal> Signals, DateTimeOffset At);
