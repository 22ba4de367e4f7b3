namespace Roadstead.Kubernetes;

/// <summary>An API server failed. Built redacted and bounded: neither message nor inner exceptions hold credentials or the content of secrets.</summary>
public sealed class KubernetesException : Exception
{
    private readonly string? reason;

    /// <summary>Made by the classes of this project, and by whoever refuses a connection in <see cref="KubernetesClientOptions.ConnectCallback"/>.</summary>
    public KubernetesException(KubernetesErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>What kind of failure.</summary>
    public KubernetesErrorCode Code { get; }

    /// <summary>Status of the answer; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A stable code, kebab-case, at least as precise as <see cref="Code"/>: <c>dns-failure</c>, <c>tls-expired</c>, <c>watch-silent</c> ...</summary>
    public string Reason
    {
        get => reason ?? KubernetesErrorReason.Of(Code);
        init => reason = value;
    }

    /// <summary>True when the same call may succeed later without anybody mending anything.</summary>
    public bool IsTransient => Code is KubernetesErrorCode.Unreachable or KubernetesErrorCode.Timeout or KubernetesErrorCode.Throttled
        or KubernetesErrorCode.ServerError or KubernetesErrorCode.Conflict or KubernetesErrorCode.Gone;
}
