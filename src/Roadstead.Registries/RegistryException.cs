namespace Roadstead.Registries;

/// <summary>A remote registry failed. Built redacted: neither message nor inner exceptions hold credentials or query strings.</summary>
public sealed class RegistryException : Exception
{
    /// <summary>Made by the classes of this project alone.</summary>
    public RegistryException(RegistryErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>What kind of failure.</summary>
    public RegistryErrorCode Code { get; }

    /// <summary>True when the same call may succeed later without anybody mending anything.</summary>
    public bool IsTransient => Code is RegistryErrorCode.Unreachable or RegistryErrorCode.Timeout or RegistryErrorCode.Throttled or RegistryErrorCode.ServerError or RegistryErrorCode.Busy;

    /// <summary>How long the registry asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
