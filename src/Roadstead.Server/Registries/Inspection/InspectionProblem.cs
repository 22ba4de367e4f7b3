using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Registries.Requests;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>Translates what an inspection found into the codes of the API.</summary>
internal static class InspectionProblem
{
    /// <summary>Why this cannot be stored; null when it can. Of the signals only the first four stand in the way, and a missing administrator: listing and pulling may come to work later, and health shows why they do not.</summary>
    public static Problem? Of(RegistryInspection inspection, RegistryType chosen)
    {
        if (inspection.Of(SignalName.Reachable) is { Ok: false } reachable)
            return reachable.Reason == SignalReason.AddressNotAllowed ? Problem(ErrorCodes.AddressNotAllowed, "url", reachable) : Problem(ErrorCodes.RegistryUnreachable, "url", reachable);
        if (inspection.Of(SignalName.Tls) is { Ok: false } tls)
            return tls.Reason == SignalReason.TlsHandshakeFailed ? Problem(ErrorCodes.RegistryUnreachable, "url", tls) : Problem(ErrorCodes.TlsUntrusted, "tls.caCertificate", tls);
        if (inspection.Identity?.Type is { } found && found != chosen)
            return WrongType(inspection.Identity, chosen, inspection);
        if (OfAddress(inspection) is { } address)
            return address;
        if (inspection.Identity?.Type is null && inspection.Of(SignalName.Product) is { Ok: false } product)
            return OfProduct(product, inspection, chosen);
        if (inspection.ServiceProblem is { } service)
            return service;
        if (inspection.Of(SignalName.Login) is { Ok: false } login)
            return OfLogin(login, inspection.Identity);
        return inspection.Of(SignalName.Rights) is { Ok: false, Reason: SignalReason.AdminRequired } rights ? Problem(ErrorCodes.AdminRequired, "username", rights) : null;
    }

    /// <summary>Why the address that was given is not the one to store; null when it is.</summary>
    public static Problem? OfAddress(RegistryInspection inspection) =>
        inspection is { UrlNote: { } note, Url: { } url, Identity.Type: not null } ? Core.Errors.Problem.ForField(ErrorCodes.ValidationFailed, "url", $"Use {RegistryUrl.TextOf(url)}. {note}") : null;

    private static Problem OfProduct(RegistrySignal product, RegistryInspection inspection, RegistryType chosen) => product.Reason switch
    {
        SignalReason.AddressNotAllowed => Problem(ErrorCodes.AddressNotAllowed, "url", product),
        SignalReason.Timeout or SignalReason.ServerError or SignalReason.Throttled or SignalReason.ConnectionLost or SignalReason.Unreachable or SignalReason.Busy => Problem(ErrorCodes.RegistryUnreachable, "url", product),
        _ => inspection.Identity is { } identity ? WrongType(identity, chosen, inspection) : Problem(ErrorCodes.WrongType, "type", product),
    };

    private static Problem OfLogin(RegistrySignal login, RegistryIdentity? identity) => login.Reason switch
    {
        SignalReason.CredentialsRequired => Problem(ErrorCodes.CredentialsRequired, "username", login),
        SignalReason.RealmNotTrusted => Problem(ErrorCodes.RealmNotTrusted, "tokenRealm", login, ("tokenRealm", identity?.TokenRealm?.AbsoluteUri)),
        SignalReason.AddressNotAllowed => Problem(ErrorCodes.AddressNotAllowed, "url", login),
        SignalReason.CredentialsRejected or SignalReason.LoginSuspended or SignalReason.Denied => Problem(ErrorCodes.CredentialsRejected, "password", login),
        SignalReason.UnsupportedChallenge => Problem(ErrorCodes.CapabilityMissing, "url", login),
        SignalReason.OwnTokenRejected => Problem(ErrorCodes.ValidationFailed, "delivery", login),
        _ => Problem(ErrorCodes.RegistryUnreachable, "url", login),
    };

    private static Problem WrongType(RegistryIdentity identity, RegistryType chosen, RegistryInspection inspection)
    {
        var found = identity.Version is null ? identity.Product : $"{identity.Product} {identity.Version}";
        var evidence = identity.Evidence.Count == 0 ? "" : $" ({string.Join("; ", identity.Evidence)})";
        var address = inspection is { UrlNote: not null, Url: { } url } ? $" Its address is {RegistryUrl.TextOf(url)}." : "";
        var remedy = identity.Type is null ? identity.Remedy ?? "Correct the address." : ErrorCodes.WrongType.Remedy;
        var message = $"At this address is {found}{evidence}, not {NameOf(chosen)}.{address} {remedy}";
        return new Problem(
            ErrorCodes.WrongType,
            message,
            new Dictionary<string, string[]> { ["type"] = [message] },
            new Dictionary<string, object?> { ["found"] = new { identity.Type, identity.Product, identity.Version, identity.Evidence, Url = inspection.Url is { } at ? RegistryUrl.TextOf(at) : null } });
    }

    private static string NameOf(RegistryType type) => type switch
    {
        RegistryType.Harbor => "Harbor 2.0 or later",
        RegistryType.Artifactory => "JFrog Artifactory",
        _ => "a Docker Registry",
    };

    private static Problem Problem(ErrorCode code, string field, RegistrySignal signal, params (string Name, object? Value)[] facts)
    {
        var extensions = new Dictionary<string, object?> { ["reason"] = signal.Reason };
        foreach (var (name, value) in facts)
            extensions[name] = value;
        return new Problem(code, signal.Message, new Dictionary<string, string[]> { [field] = [signal.Message] }, extensions);
    }
}
