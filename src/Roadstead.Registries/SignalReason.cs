namespace Roadstead.Registries;

/// <summary>The reasons of <see cref="RegistrySignal"/> and <see cref="RegistryException"/>: stable, kebab-case.</summary>
public static class SignalReason
{
    /// <summary>It holds.</summary>
    public const string Ok = "ok";

    /// <summary>An earlier signal failed, or the check was a cheap one.</summary>
    public const string NotChecked = "not-checked";

    /// <summary>It means nothing for this registry.</summary>
    public const string NotApplicable = "not-applicable";

    /// <summary>No connection for another cause than those below.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Nothing listens at the port.</summary>
    public const string ConnectionRefused = "connection-refused";

    /// <summary>The connection ended before the answer did.</summary>
    public const string ConnectionLost = "connection-lost";

    /// <summary>The name does not resolve.</summary>
    public const string DnsFailure = "dns-failure";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The address rules refuse the address.</summary>
    public const string AddressNotAllowed = "address-not-allowed";

    /// <summary>Nobody who is trusted signed the certificate.</summary>
    public const string TlsUntrusted = "tls-untrusted";

    /// <summary>The certificate, or one that it depends on, is out of its time.</summary>
    public const string TlsExpired = "tls-expired";

    /// <summary>The certificate is for another name.</summary>
    public const string TlsNameMismatch = "tls-name-mismatch";

    /// <summary>No TLS came about: most often the port speaks plain http.</summary>
    public const string TlsHandshakeFailed = "tls-handshake-failed";

    /// <summary>TLS works, unverified, as configured.</summary>
    public const string TlsNotVerified = "tls-not-verified";

    /// <summary>Something else answers than the product that was chosen.</summary>
    public const string WrongProduct = "wrong-product";

    /// <summary>The answer is not what the protocol says.</summary>
    public const string InvalidAnswer = "invalid-answer";

    /// <summary>The bytes are not those of their digest.</summary>
    public const string DigestMismatch = "digest-mismatch";

    /// <summary>The registry leads to where Roadstead does not follow.</summary>
    public const string RedirectRefused = "redirect-refused";

    /// <summary>The registry names a next page at another host.</summary>
    public const string LinkRefused = "link-refused";

    /// <summary>The registry answered 5xx.</summary>
    public const string ServerError = "server-error";

    /// <summary>The registry answered 429.</summary>
    public const string Throttled = "throttled";

    /// <summary>Too many calls to this host wait already.</summary>
    public const string Busy = "busy";

    /// <summary>The login is wrong.</summary>
    public const string CredentialsRejected = "credentials-rejected";

    /// <summary>The registry takes nobody's login by this name for a while, after wrong tries.</summary>
    public const string LoginSuspended = "login-suspended";

    /// <summary>A login is needed and there is none.</summary>
    public const string CredentialsRequired = "credentials-required";

    /// <summary>The registry does not accept the tokens that Roadstead signs for it.</summary>
    public const string OwnTokenRejected = "own-token-rejected";

    /// <summary>The token realm is not trusted.</summary>
    public const string RealmNotTrusted = "realm-not-trusted";

    /// <summary>The registry asks for a way to sign in that Roadstead does not know.</summary>
    public const string UnsupportedChallenge = "unsupported-challenge";

    /// <summary>The login is good and lacks the right.</summary>
    public const string Denied = "denied";

    /// <summary>The registry cannot do this.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>The registry does not list its repositories. It works nevertheless.</summary>
    public const string ListingUnavailable = "listing-unavailable";

    /// <summary>There is nothing to pull yet.</summary>
    public const string NoImage = "no-image";

    /// <summary>The login is no administrator's, and one is needed.</summary>
    public const string AdminRequired = "admin-required";

    /// <summary>It is not there.</summary>
    public const string NotFound = "not-found";

    /// <summary>The name is taken.</summary>
    public const string AlreadyExists = "already-exists";

    /// <summary>The state of it does not allow the change.</summary>
    public const string Conflict = "conflict";

    /// <summary>A value is not taken.</summary>
    public const string Invalid = "invalid";

    internal static string Of(RegistryErrorCode code) => code switch
    {
        RegistryErrorCode.Unreachable => Unreachable,
        RegistryErrorCode.Timeout => Timeout,
        RegistryErrorCode.TlsUntrusted => TlsUntrusted,
        RegistryErrorCode.AddressNotAllowed => AddressNotAllowed,
        RegistryErrorCode.CredentialsRejected => CredentialsRejected,
        RegistryErrorCode.CredentialsRequired => CredentialsRequired,
        RegistryErrorCode.Denied => Denied,
        RegistryErrorCode.RealmNotTrusted => RealmNotTrusted,
        RegistryErrorCode.Throttled => Throttled,
        RegistryErrorCode.ServerError => ServerError,
        RegistryErrorCode.Unsupported => Unsupported,
        RegistryErrorCode.Busy => Busy,
        RegistryErrorCode.NotFound => NotFound,
        RegistryErrorCode.AlreadyExists => AlreadyExists,
        RegistryErrorCode.Conflict => Conflict,
        RegistryErrorCode.Invalid => Invalid,
        _ => InvalidAnswer,
    };
}
