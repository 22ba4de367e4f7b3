using Roadstead.Registries;
using Roadstead.Server.Http;

namespace Roadstead.Server.Gateway;

/// <summary>
/// A registry's failure as the gateway tells it: what the puller can do, nothing of the registry's own words, addresses or logins. Why it failed stands
/// in the server's log and in the registry's health.
/// </summary>
internal static class UpstreamErrors
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LaterAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static OciError From(RegistryException failure, string registry) => failure.Code switch
    {
        RegistryErrorCode.Throttled => new OciError(
            StatusCodes.Status429TooManyRequests, "TOOMANYREQUESTS", $"Registry '{registry}' asks for fewer requests. Try again later.", Wait(failure, LaterAgain)),
        RegistryErrorCode.Unreachable or RegistryErrorCode.Timeout or RegistryErrorCode.ServerError or RegistryErrorCode.Busy => Unavailable(
            $"Registry '{registry}' does not answer right now. Its health in Roadstead says more.", Wait(failure, SoonAgain)),
        _ => Unavailable($"Roadstead cannot read from registry '{registry}' right now; whoever integrated it finds the reason in its health.", Wait(failure, LaterAgain)),
    };

    public static OciError Gone(string registry) => Unavailable($"Registry '{registry}' is not integrated any more.", SoonAgain);

    private static OciError Unavailable(string message, TimeSpan wait) => new(StatusCodes.Status503ServiceUnavailable, "UNAVAILABLE", message, wait);

    private static TimeSpan Wait(RegistryException failure, TimeSpan otherwise) =>
        failure.RetryAfter is not { } asked ? otherwise : asked < LongestWait ? asked : LongestWait;
}
