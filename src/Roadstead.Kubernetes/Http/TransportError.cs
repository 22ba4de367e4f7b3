using System.Text.Json;

namespace Roadstead.Kubernetes.Http;

/// <summary>What .NET throws when a call fails, as the one exception of this boundary.</summary>
internal static class TransportError
{
    /// <summary>Null when it is to be thrown on as it is: it is ours already, the caller's own cancellation, or a bug.</summary>
    public static KubernetesException? From(Exception exception, KubernetesCall call, string where, CancellationToken cancellationToken)
    {
        // What fails in the moment of a cancellation has failed all the same: nobody further out takes a raw failure for one.
        if (exception is KubernetesException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return null;
        }

        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            // What the connecting found out comes wrapped by the handler.
            if (inner is KubernetesException known)
            {
                return new KubernetesException(known.Code, known.Message, known.InnerException) { Reason = known.Reason };
            }
        }

        return exception switch
        {
            OperationCanceledException => new KubernetesException(KubernetesErrorCode.Timeout, $"{call} was not answered by {where} in time."),
            JsonException => new KubernetesException(KubernetesErrorCode.InvalidAnswer, $"{call} was answered by {where} with what is not such an object."),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded } =>
                new KubernetesException(KubernetesErrorCode.InvalidAnswer, $"What answers at {where} does not speak HTTP as it should. Check the port.", exception),
            HttpRequestException or IOException =>
                new KubernetesException(KubernetesErrorCode.Unreachable, $"The connection to {where} broke off before the answer to {call} was complete.", exception) { Reason = KubernetesErrorReason.ConnectionLost },
            _ => null,
        };
    }
}
