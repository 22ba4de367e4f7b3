using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;

namespace Roadstead.Server.Registries.Health;

/// <summary>The signals of a check that came to nothing.</summary>
internal static class FailedSignals
{
    /// <summary>What stands before the failed signal is unknown as well as what comes after it.</summary>
    public static IReadOnlyList<RegistrySignal> At(SignalName failed, string reason, string message) =>
        [.. Enum.GetValues<SignalName>().Select(name => name == failed
            ? new RegistrySignal(name, false, reason, message)
            : new RegistrySignal(name, null, SignalReason.NotChecked, "An earlier signal failed."))];
}
