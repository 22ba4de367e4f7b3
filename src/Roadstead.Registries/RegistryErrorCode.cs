namespace Roadstead.Registries;

/// <summary>The ways in which a registry fails.</summary>
public enum RegistryErrorCode
{
    /// <summary>No connection: refused, reset, no route, or the name does not resolve.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The certificate is not trusted, or the handshake failed.</summary>
    TlsUntrusted,

    /// <summary>The address is refused by the address rules.</summary>
    AddressNotAllowed,

    /// <summary>The registry, or its token service, refused the login.</summary>
    CredentialsRejected,

    /// <summary>The registry wants a login and there is none.</summary>
    CredentialsRequired,

    /// <summary>The login is good and lacks the right.</summary>
    Denied,

    /// <summary>The registry names a token realm that is not trusted.</summary>
    RealmNotTrusted,

    /// <summary>The registry asks for too much patience: 429.</summary>
    Throttled,

    /// <summary>The registry failed: 5xx.</summary>
    ServerError,

    /// <summary>The registry cannot do this: listing or deleting is off.</summary>
    Unsupported,

    /// <summary>The answer is not what the protocol says: not JSON, too large, wrong digest, a redirect that may not be followed.</summary>
    InvalidAnswer,

    /// <summary>Too many calls to this host wait already.</summary>
    Busy,

    /// <summary>What a change is about is not there.</summary>
    NotFound,

    /// <summary>The name is taken.</summary>
    AlreadyExists,

    /// <summary>The state of what it is about does not allow the change: a space that holds repositories, an immutable tag.</summary>
    Conflict,

    /// <summary>The registry does not take a value: a name, a limit.</summary>
    Invalid,
}
