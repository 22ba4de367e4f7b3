using System.Text;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>Single calls of Artifactory. Paths begin with '/', are below the REST base (or <c>/access/</c>, <c>/event/</c>), and escaped already.</summary>
internal sealed class ArtifactoryConnection(DistributionConnection connection)
{
    private readonly ArtifactoryAuthorization authorization = ArtifactoryAuthorization.Of(connection.Endpoint.Credentials);

    public RegistryEndpoint Endpoint => connection.Endpoint;

    public DistributionOptions Options => connection.Options;

    public TimeProvider Time => connection.Time;

    /// <summary>How the login is sent.</summary>
    public ArtifactoryLoginKind LoginKind => authorization.Kind;

    public Uri Url(string path) => new(Endpoint.Url.GetLeftPart(UriPartial.Authority) + ArtifactoryPath.AtHost(Endpoint.Url, path));

    /// <summary>The bytes of what Artifactory reads as text: AQL, forms.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Sends it once, with the login, which goes to Artifactory's own host alone; any status is an answer, its body unread.</summary>
    public Task<RegistryAnswer> SendAsync(RegistryRequest request, CancellationToken cancellationToken) =>
        connection.SendWithAsync(request with { LoginHeader = authorization.LoginHeader }, authorization.Authorization, cancellationToken);

    /// <summary>The answer as a whole; of one that may be large, no more than this.</summary>
    public static async Task<ArtifactoryAnswer> ReadAsync(RegistryAnswer answer, int maxBytes, CancellationToken cancellationToken)
    {
        if (answer.OffHost)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"The registry leads on to {answer.Where}, another host. Give Artifactory's own address.") { Reason = SignalReason.RedirectRefused };
        }

        return new ArtifactoryAnswer(answer.Status, answer.Where, answer.ContentType, await answer.ReadBytesAsync(maxBytes, cancellationToken), answer.RetryAfter);
    }
}
