using System.Net;
using System.Text.Json;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Kubernetes.Http;

/// <summary>An answer that is no success, as the one exception of this boundary.</summary>
internal static class AnswerError
{
    private const int MaxMessage = 400;

    /// <param name="call">What was asked, for the message.</param>
    /// <param name="statusCode">The HTTP status, or the code of an error in a watch.</param>
    /// <param name="body">The beginning of the body.</param>
    /// <param name="retryAfter">The header; null when there was none.</param>
    /// <param name="token">The credential that must not come back in the message.</param>
    public static KubernetesException From(KubernetesCall call, int statusCode, ReadOnlySpan<byte> body, TimeSpan? retryAfter, string? token) =>
        From(call, statusCode, Parse(body), retryAfter, token);

    public static KubernetesException From(KubernetesCall call, int statusCode, Status? status, TimeSpan? retryAfter, string? token)
    {
        var code = CodeOf(statusCode, status?.Reason);
        var seconds = status?.Details?.RetryAfterSeconds is > 0 and var given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;
        return new KubernetesException(code, $"{call} failed with {statusCode}{Said(call, code, status?.Message, token)}. {Remedy(code)}")
        {
            StatusCode = statusCode,
            RetryAfter = retryAfter ?? seconds,
        };
    }

    private static Status? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, KubernetesJsonContext.Default.Status);
        }
        catch (JsonException)
        {
            // A proxy on the way answers in its own words; its status says enough.
            return null;
        }
    }

    private static KubernetesErrorCode CodeOf(int statusCode, string? reason) => statusCode switch
    {
        (int)HttpStatusCode.Unauthorized => KubernetesErrorCode.Unauthenticated,
        (int)HttpStatusCode.Forbidden => KubernetesErrorCode.Forbidden,
        (int)HttpStatusCode.NotFound => KubernetesErrorCode.NotFound,
        (int)HttpStatusCode.Conflict when reason == "AlreadyExists" => KubernetesErrorCode.AlreadyExists,
        (int)HttpStatusCode.Conflict => KubernetesErrorCode.Conflict,
        (int)HttpStatusCode.Gone => KubernetesErrorCode.Gone,
        (int)HttpStatusCode.RequestEntityTooLarge => KubernetesErrorCode.TooLarge,
        (int)HttpStatusCode.TooManyRequests => KubernetesErrorCode.Throttled,
        >= 500 => KubernetesErrorCode.ServerError,
        (int)HttpStatusCode.BadRequest or (int)HttpStatusCode.UnprocessableEntity => KubernetesErrorCode.Invalid,
        >= 400 => KubernetesErrorCode.Invalid,
        _ => KubernetesErrorCode.InvalidAnswer,
    };

    // The server's words help, but it repeats what it was sent when it could not read it: of secrets only the plain refusals are passed on.
    private static string Said(KubernetesCall call, KubernetesErrorCode code, string? message, string? token)
    {
        if (string.IsNullOrWhiteSpace(message)
            || (call.Resource == Secret.Resource.Plural && code is not (KubernetesErrorCode.Forbidden or KubernetesErrorCode.NotFound or KubernetesErrorCode.Conflict or KubernetesErrorCode.AlreadyExists)))
        {
            return "";
        }

        var said = token is { Length: > 0 } ? message.Replace(token, "***", StringComparison.Ordinal) : message;
        said = string.Concat(said.Take(MaxMessage).Select(c => char.IsControl(c) ? ' ' : c)).Trim().TrimEnd('.');
        return ": " + said;
    }

    private static string Remedy(KubernetesErrorCode code) => code switch
    {
        KubernetesErrorCode.Unauthenticated => "Give a kubeconfig whose token or certificate is valid.",
        KubernetesErrorCode.Forbidden => "Give Roadstead's account the rights of deploy/cluster-role.yaml.",
        KubernetesErrorCode.Throttled => "The API server is busy; it is asked again later.",
        KubernetesErrorCode.ServerError => "Look at the API server's own log.",
        _ => "",
    };
}
