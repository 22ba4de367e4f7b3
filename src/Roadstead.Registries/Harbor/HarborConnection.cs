using System.Globalization;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>Single calls of Harbor's API. Paths are below <c>/api/v2.0</c> and escaped already.</summary>
internal sealed class HarborConnection(DistributionConnection connection)
{
    private const string Api = "/api/v2.0";

    public RegistryEndpoint Endpoint => connection.Endpoint;

    public DistributionOptions Options => connection.Options;

    public TimeProvider Time => connection.Time;

    /// <summary>True where paths hold a project's name; false for releases before 2.2, which know ids alone.</summary>
    public bool NamesInPaths { get; set; } = true;

    /// <summary>Asks as nobody.</summary>
    public Task<HarborAnswer> AskAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, withLogin: false, cancellationToken);

    /// <summary>Sends it once with the login; any status is an answer.</summary>
    public Task<HarborAnswer> SendAsync(HttpMethod method, string path, byte[]? json, CancellationToken cancellationToken) => SendAsync(method, path, json, withLogin: true, cancellationToken);

    private async Task<HarborAnswer> SendAsync(HttpMethod method, string path, byte[]? json, bool withLogin, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(method, connection.Url(Api + path))
        {
            Accept = ["application/json"],
            // A project may be called "12": without the header Harbor reads that as an id.
            Headers = NamesInPaths && path.StartsWith("/projects/", StringComparison.Ordinal) ? [("X-Is-Resource-Name", "true")] : [],
            Json = json,
        };
        using var answer = withLogin ? await connection.SendWithLoginAsync(request, cancellationToken) : await connection.AskAsync(request, cancellationToken);
        if (answer.OffHost)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"The registry leads on to {answer.Where}, another host. Give Harbor's own address.") { Reason = SignalReason.RedirectRefused };
        }

        return new HarborAnswer(
            answer.Status,
            answer.Where,
            await answer.ReadBytesAsync(Options.MaxPageBytes, cancellationToken),
            long.TryParse(answer.Header("X-Total-Count").FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null,
            answer.Header("Location").FirstOrDefault(),
            answer.RetryAfter);
    }
}
