using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>
/// What a workspace admin is told. An address that holds no registry is told about as little as possible: whoever may name any address could else
/// read the inside of the network from the differences between a closed port, a filtered one, and another service's answer (CVE-2020-13788).
/// </summary>
internal static class WorkspaceDiscretion
{
    private const string Nothing = "No container registry answers at this address.";

    public static RegistryInspection Apply(RegistryInspection inspection)
    {
        if (inspection.Identity is { IsRegistry: true })
            return inspection;

        var identity = inspection.Identity is null ? null : inspection.Identity with { Product = "no registry that Roadstead knows", Version = null, Evidence = [], Remedy = null };
        return inspection with { Identity = identity, Url = null, UrlNote = null, Signals = [.. inspection.Signals.Select(Cut)] };
    }

    private static RegistrySignal Cut(RegistrySignal signal) => signal switch
    {
        { Ok: false, Reason: SignalReason.AddressNotAllowed } => signal with { Message = ErrorCodes.AddressNotAllowed.Remedy },
        { Ok: false, Name: SignalName.Reachable } => signal with { Reason = SignalReason.Unreachable, Message = Nothing },
        { Ok: false, Name: SignalName.Product } => signal with { Reason = SignalReason.InvalidAnswer, Message = Nothing },
        _ => signal,
    };
}
