namespace Roadstead.Registries;

/// <summary>A remote registry failed. Built redacted: neither message nor inner exceptions hold credentials or query strings.</summary>
public sealed class RegistryException : Exception
{
    private readonly string? reason;

    /// <summary>Made by the classes of this project alone.</summary>
    public RegistryException(RegistryErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>What kind of failure.</summary>
    public RegistryErrorCode Code { get; }

    /// <summary>A stable code, kebab-case, at least as precise as <see cref="Code"/>: one of <see cref="SignalReason"/>.</summary>
    public string Reason
    {
        get => reason ?? SignalReason.Of(Code);
        init => reason = value;
    }

    /// <summary>True when the same call may succeed later without anybody mending anything.</summary>
    public bool IsTransient => Code is RegistryErrorCode.Unreachable or RegistryErrorCode.Timeout or RegistryErrorCode.Throttled or RegistryErrorCode.ServerError or RegistryErrorCode.Busy;

    /// <summary>
    /// Of a listing that failed in parts: the prefixes of the names (<c>docker-b</c> for all of <c>docker-b/...</c>) that it could not list. Everything else was listed before.
    /// Empty when it failed as a whole.
    /// </summary>
    public IReadOnlyList<string> Unlisted { get; init; } = [];

    /// <summary>How long the registry asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
