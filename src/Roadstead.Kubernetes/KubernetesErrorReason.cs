namespace Roadstead.Kubernetes;

/// <summary>Reasons that are more precise than a <see cref="KubernetesErrorCode"/>, and the reason of each code.</summary>
public static class KubernetesErrorReason
{
    /// <summary>The server's name does not resolve.</summary>
    public const string DnsFailure = "dns-failure";

    /// <summary>Nothing listens at the address.</summary>
    public const string ConnectionRefused = "connection-refused";

    /// <summary>The connection broke off before the answer was complete.</summary>
    public const string ConnectionLost = "connection-lost";

    /// <summary>The certificate is out of its time.</summary>
    public const string TlsExpired = "tls-expired";

    /// <summary>The certificate is for another name.</summary>
    public const string TlsNameMismatch = "tls-name-mismatch";

    /// <summary>No TLS came about at all.</summary>
    public const string TlsHandshakeFailed = "tls-handshake-failed";

    /// <summary>A watch was not ended by the server when its time was over: nobody is there any more.</summary>
    public const string WatchSilent = "watch-silent";

    /// <summary>The code in kebab-case.</summary>
    public static string Of(KubernetesErrorCode code) => code switch
    {
        KubernetesErrorCode.Unreachable => "unreachable",
        KubernetesErrorCode.Timeout => "timeout",
        KubernetesErrorCode.TlsUntrusted => "tls-untrusted",
        KubernetesErrorCode.AddressNotAllowed => "address-not-allowed",
        KubernetesErrorCode.CredentialsUnreadable => "credentials-unreadable",
        KubernetesErrorCode.Unauthenticated => "credentials-rejected",
        KubernetesErrorCode.Forbidden => "forbidden",
        KubernetesErrorCode.NotFound => "not-found",
        KubernetesErrorCode.AlreadyExists => "already-exists",
        KubernetesErrorCode.Conflict => "conflict",
        KubernetesErrorCode.Gone => "gone",
        KubernetesErrorCode.Invalid => "invalid",
        KubernetesErrorCode.TooLarge => "too-large",
        KubernetesErrorCode.Throttled => "throttled",
        KubernetesErrorCode.ServerError => "server-error",
        _ => "invalid-answer",
    };
}
