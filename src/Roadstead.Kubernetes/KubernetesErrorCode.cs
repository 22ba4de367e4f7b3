namespace Roadstead.Kubernetes;

/// <summary>The ways in which an API server fails.</summary>
public enum KubernetesErrorCode
{
    /// <summary>No connection: refused, reset, no route, or the name does not resolve.</summary>
    Unreachable,

    /// <summary>No answer in time, or a watch that went silent.</summary>
    Timeout,

    /// <summary>The certificate is not trusted, or the handshake failed.</summary>
    TlsUntrusted,

    /// <summary>The address is refused by the rules for addresses.</summary>
    AddressNotAllowed,

    /// <summary>The token of the pod that this runs in cannot be read.</summary>
    CredentialsUnreadable,

    /// <summary>401: the token or certificate is not accepted.</summary>
    Unauthenticated,

    /// <summary>403: the account lacks the right.</summary>
    Forbidden,

    /// <summary>404: no such object, or no such type at this server.</summary>
    NotFound,

    /// <summary>409: an object of this name exists.</summary>
    AlreadyExists,

    /// <summary>409: somebody else changed it, or a precondition does not hold.</summary>
    Conflict,

    /// <summary>410: the version is too old; list again.</summary>
    Gone,

    /// <summary>400 or 422: the object or the call is not valid.</summary>
    Invalid,

    /// <summary>The answer is larger than is read, or 413: the request is too large.</summary>
    TooLarge,

    /// <summary>429: the server asks for patience.</summary>
    Throttled,

    /// <summary>5xx: the server failed.</summary>
    ServerError,

    /// <summary>The answer is not what the protocol says.</summary>
    InvalidAnswer,
}
