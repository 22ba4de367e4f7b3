using System.Net;
using System.Text;
using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Distribution;

/// <summary>What <c>GET /v2/</c> says to somebody without credentials: the first and cheapest evidence of a product.</summary>
internal sealed record VersionAnswer(
    HttpStatusCode Status,
    Uri Url,
    bool OffHost,
    string? ContentType,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<Challenge> Challenges,
    string Body)
{
    private const int MaxBodyBytes = 64 * 1024;
    private static readonly string[] Telling =
    [
        "Server", "Docker-Distribution-Api-Version", "X-JFrog-Version", "X-Artifactory-Id", "X-Artifactory-Node-Id", "X-Harbor-CSRF-Token", "Gitlab-Container-Registry-Version", "Cache-Control", "Location",
    ];

    public Challenge? Challenge => Challenge.Choose(Challenges);

    public bool IsHtml => ContentType is "text/html" or "application/xhtml+xml";

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<VersionAnswer> AskAsync(DistributionConnection connection, string path, CancellationToken cancellationToken)
    {
        using var answer = await connection.AskAsync(new RegistryRequest(HttpMethod.Get, connection.Url(path)), cancellationToken);
        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            throw await AnswerError.ReadAsync(answer, "the registry", cancellationToken);
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Telling)
        {
            if (answer.Header(name).FirstOrDefault() is { } value)
            {
                headers[name] = value;
            }
        }

        var body = Encoding.UTF8.GetString(await answer.ReadBeginningAsync(MaxBodyBytes, cancellationToken));
        return new VersionAnswer(answer.Status, answer.Url, answer.OffHost, answer.ContentType, headers, answer.Challenges, body);
    }
}
