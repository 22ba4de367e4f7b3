using System.Collections.Concurrent;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;

namespace Roadstead.Server.Registries.Health;

/// <summary>Keeps the newest signals of every registry in memory.</summary>
internal sealed class RegistryHealthBoard : IRegistryHealth
{
    private readonly ConcurrentDictionary<Guid, RegistryHealth> healths = new();

    public RegistryHealth Of(Guid registryId) => healths.GetValueOrDefault(registryId, RegistryHealth.Unknown);

    /// <summary>True while the registry's last word on the login was no: it is not to be tried again by itself, because repeated failures lock accounts.</summary>
    public bool IsLoginRefused(Guid registryId) =>
        Of(registryId).Signals.Any(signal => signal is { Name: SignalName.Login, Reason: SignalReason.CredentialsRejected });

    /// <summary>What an earlier run of the server knew. The status stays unknown until the first check of this one.</summary>
    public void Restore(Guid registryId, IReadOnlyList<SignalView> signals)
    {
        var known = signals.ToDictionary(signal => signal.Name);
        healths.TryAdd(registryId, RegistryHealth.Unknown with { Signals = [.. RegistryHealth.Unknown.Signals.Select(signal => known.GetValueOrDefault(signal.Name, signal))] });
    }

    /// <summary>Notes a check.</summary>
    /// <returns>True when a signal changed.</returns>
    public bool Report(Guid registryId, SignalReport report)
    {
        var changed = false;
        healths.AddOrUpdate(
            registryId,
            _ => Next(RegistryHealth.Unknown, report, out changed),
            (_, before) => Next(before, report, out changed));
        return changed;
    }

    public void Forget(Guid registryId) => healths.TryRemove(registryId, out _);

    private static RegistryHealth Next(RegistryHealth before, SignalReport report, out bool changed)
    {
        var found = report.Signals.ToDictionary(signal => signal.Name);
        var basicsHold = !report.Signals.Any(signal => signal is { Name: SignalName.Reachable or SignalName.Tls or SignalName.Product, Ok: false });
        var signals = before.Signals.Select(old => Next(old, found.GetValueOrDefault(old.Name), report, basicsHold)).ToList();
        changed = signals.Zip(before.Signals).Any(pair => pair.First.Ok != pair.Second.Ok || pair.First.Reason != pair.Second.Reason || pair.Second.ChangedAt is null);
        var status = signals.Any(signal => signal.Ok is false) ? RegistryStatus.Unhealthy
            : signals.Any(signal => signal.Reason == SignalReason.NotChecked) ? RegistryStatus.Unknown
            : RegistryStatus.Healthy;
        return new RegistryHealth(status, signals);
    }

    private static SignalView Next(SignalView old, RegistrySignal? found, SignalReport report, bool basicsHold)
    {
        if (found is null)
            return old;

        // What a cheap check does not look at stays as it was. A refused login stays refused until somebody has looked at the login again.
        var notLookedAt = found.Reason == SignalReason.NotChecked;
        if (notLookedAt && ((report.Depth == CheckDepth.Cheap && basicsHold) || (old.Name == SignalName.Login && old.Reason == SignalReason.CredentialsRejected)))
            return old;

        var same = old.ChangedAt is not null && old.Ok == found.Ok && old.Reason == found.Reason;
        return new SignalView(found.Name, found.Ok, found.Reason, found.Message, report.At, same ? old.ChangedAt : report.At);
    }
}
