using Roadstead.Kubernetes.Http;

namespace Roadstead.Kubernetes.Tests.Http;

public sealed class TransportErrorTests
{
    private static readonly KubernetesCall Call = new("get", "pods", HttpMethod.Get, "api/v1/pods");

    // Whoever waits for the end of what was cancelled expects a cancellation or a failure of this boundary, and nothing else.
    [Fact]
    public void From_FailureInTheMomentOfACancellation_IsAFailure()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.Equal(KubernetesErrorCode.Unreachable, TransportError.From(new HttpRequestException("broken"), Call, "there", cancelled)!.Code);
        Assert.Equal(KubernetesErrorCode.Unreachable, TransportError.From(new IOException("broken"), Call, "there", cancelled)!.Code);
        Assert.Null(TransportError.From(new OperationCanceledException(cancelled), Call, "there", cancelled));
    }

    [Fact]
    public void From_CancellationOfNobody_IsATimeout() =>
        Assert.Equal(KubernetesErrorCode.Timeout, TransportError.From(new OperationCanceledException(), Call, "there", CancellationToken.None)!.Code);
}
