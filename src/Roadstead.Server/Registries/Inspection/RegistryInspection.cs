using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>What was found at an address, with the login that was given.</summary>
/// <param name="Identity">What it is; null when it could not be asked.</param>
/// <param name="Signals">How each check went, in order.</param>
/// <param name="OwnRealm">True when it trusts this Roadstead's token service.</param>
internal sealed record RegistryInspection(RegistryIdentity? Identity, IReadOnlyList<RegistrySignal> Signals, bool OwnRealm)
{
    /// <summary>The address of what was found; null when nothing was looked at.</summary>
    public Uri? Url { get; init; }

    /// <summary>Why that is not the address that was given; null when it is.</summary>
    public string? UrlNote { get; init; }

    /// <summary>How the right to pull is delivered with the registry's own accounts; null where it has none, or where this login may not make them.</summary>
    public Delivery? ByPullAccounts { get; init; }

    /// <summary>What is wrong with the service name by which it trusts Roadstead's token service; null when nothing is.</summary>
    public Problem? ServiceProblem { get; init; }

    public RegistrySignal? Of(SignalName name) => Signals.FirstOrDefault(signal => signal.Name == name);

    public bool Failed(SignalName name) => Of(name) is { Ok: false };
}
