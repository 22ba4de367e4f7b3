using Roadstead.Testing.Faults;

namespace Roadstead.Testing.Harbor.Faults;

/// <summary>Errors in Harbor's words.</summary>
public static class HarborFault
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>429 with a Retry-After in seconds; null sends none.</summary>
    public static FaultKind TooManyRequests(int? retryAfterSeconds) =>
        FaultKind.TooManyRequests(retryAfterSeconds, "{\"errors\":[{\"code\":\"TOO_MANY_REQUEST\",\"message\":\"too many requests\"}]}\n", Json);

    /// <summary>An error of the server.</summary>
    public static FaultKind Status(int status) => FaultKind.Answer(status, "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"internal server error\"}]}\n", Json);
}
