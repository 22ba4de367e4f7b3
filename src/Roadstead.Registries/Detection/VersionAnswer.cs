using System.Net;
using System.Text;
using System.Text.Json;
using Roadstead.Registries.Auth;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Detection;

/// <summary>What an address says to somebody without credentials; that of <c>GET /v2/</c> is the first and cheapest evidence of a product.</summary>
internal sealed record VersionAnswer(
    HttpStatusCode Status,
    Uri Url,
    string? ContentType,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<Challenge> Challenges,
    string Body)
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxShortLength = 60;
    private static readonly string[] Telling =
    [
        "Server", "Docker-Distribution-Api-Version", "X-JFrog-Version", "X-Artifactory-Id", "X-Artifactory-Node-Id", "X-Harbor-CSRF-Token", "Gitlab-Container-Registry-Version", "X-Gitlab-Meta",
        "X-Registry-Supports-Signatures", "Cache-Control", "Location",
    ];

    public Challenge? Challenge => Challenge.Choose(Challenges);

    /// <summary>The first realm of any challenge; empty without one.</summary>
    public string Realm => Challenges.Select(challenge => challenge.Realm).FirstOrDefault(text => text is not null) ?? "";

    /// <summary>The path of the token realm without a slash at its end; empty without one.</summary>
    public string RealmPath => Challenge?.TokenRealm?.AbsolutePath.TrimEnd('/') ?? "";

    public bool IsHtml => ContentType is "text/html" or "application/xhtml+xml";

    /// <summary>True when it names the version of the registry protocol, as nearly all products do.</summary>
    public bool Speaks => Header("Docker-Distribution-Api-Version")?.Contains("registry/2.0", StringComparison.Ordinal) == true && Status is HttpStatusCode.OK or HttpStatusCode.Unauthorized;

    /// <summary>True when a registry of whatever kind may have said it.</summary>
    public bool IsRegistryLike => Speaks || (Status == HttpStatusCode.OK && IsJson) || (Status == HttpStatusCode.Unauthorized && Challenge is not null && !IsHtml);

    /// <summary>True when a port that wants TLS complains of a call without.</summary>
    public bool WantsTls => Status == HttpStatusCode.BadRequest && Url.Scheme == Uri.UriSchemeHttp
        && (Body.Contains("HTTPS", StringComparison.OrdinalIgnoreCase) || Body.Contains("SSL-enabled", StringComparison.Ordinal));

    /// <summary>Where it leads on to, when that is another host: that is not followed. Null when it leads nowhere.</summary>
    public Uri? LeadsTo => (int)Status is >= 300 and < 400 && Uri.TryCreate(Url, Header("Location"), out var target) && target.Scheme is "http" or "https" ? target : null;

    public bool IsJson => Json is not null;

    /// <summary>The body as a JSON object; null when it is none.</summary>
    public JsonElement? Json
    {
        get
        {
            try
            {
                using var document = JsonDocument.Parse(Body);
                return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A text of the JSON object, for people: a short piece of plain characters. Null when it is not there.</summary>
    public string? Text(string property) =>
        Json is { } json && json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? Short(text) : null;

    /// <summary>The other side's text, for people: a short piece of plain characters.</summary>
    public static string Short(string text) => new([.. text.Where(c => c is >= ' ' and < (char)127).Take(MaxShortLength)]);

    /// <summary>Asks without credentials; a redirect is followed at the same host alone.</summary>
    /// <exception cref="RegistryException">No answer, or it asks for patience.</exception>
    public static async Task<VersionAnswer> AskAsync(DistributionConnection connection, string path, CancellationToken cancellationToken)
    {
        using var answer = await connection.AskAsync(new RegistryRequest(HttpMethod.Get, connection.Url(path)) { StaysAtHost = true }, cancellationToken);
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
        return new VersionAnswer(answer.Status, answer.Url, answer.ContentType, headers, answer.Challenges, body);
    }
}
