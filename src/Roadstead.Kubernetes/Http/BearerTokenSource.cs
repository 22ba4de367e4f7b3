namespace Roadstead.Kubernetes.Http;

/// <summary>The bearer token, from memory or from a file that changes.</summary>
internal sealed class BearerTokenSource(KubernetesEndpoint endpoint, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;

    // The kubelet renews at four fifths of an hour at the earliest; asking every ten seconds is early enough by far.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private volatile ReadToken? read;

    /// <summary>The token of now; null for none.</summary>
    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (endpoint.TokenFile is not { } path)
        {
            return endpoint.Token;
        }

        if (read is { } last && time.GetElapsedTime(last.At) < Fresh)
        {
            return last.Token;
        }

        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new KubernetesException(KubernetesErrorCode.CredentialsUnreadable, $"The token file {path} is larger than {MaxBytes} bytes.");
            }

            var token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            read = new ReadToken(token, time.GetTimestamp());
            return token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubernetesException(KubernetesErrorCode.CredentialsUnreadable, $"The token file {path} cannot be read. Check that the pod mounts its service account.", e);
        }
    }

    /// <summary>The server refused it: the next call reads the file again.</summary>
    public void Forget() => read = null;

    private sealed record ReadToken(string Token, long At);
}
