using System.Globalization;
using Roadstead.Testing.Faults;

namespace Roadstead.Testing.Artifactory.Faults;

/// <summary>Errors in Artifactory's words.</summary>
public static class ArtifactoryFault
{
    private const string Json = "application/json;charset=ISO-8859-1";

    /// <summary>429 with a Retry-After in seconds; null sends none.</summary>
    public static FaultKind TooManyRequests(int? retryAfterSeconds) => FaultKind.TooManyRequests(retryAfterSeconds, "{\"errors\":[{\"status\":429,\"message\":\"Too Many Requests\"}]}", Json);

    /// <summary>An error of the server.</summary>
    public static FaultKind Status(int status) =>
        FaultKind.Answer(status, string.Create(CultureInfo.InvariantCulture, $"{{\"errors\":[{{\"status\":{status},\"message\":\"Could not process the request\"}}]}}"), Json);
}
