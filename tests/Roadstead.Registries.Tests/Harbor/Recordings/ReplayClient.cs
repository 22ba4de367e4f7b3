using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Sends recorded requests to the fake, with the values of this run where the recording has its own.</summary>
internal sealed partial class ReplayClient(Uri harbor, string adminPassword, NameTable names, Correspondence correspondence, RecordedImages images) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });
    private readonly Dictionary<string, string> uploads = [];
    private readonly Cookies cookies = new();

    public Logins Logins { get; } = new(names, adminPassword);

    /// <summary>Sends a recorded request.</summary>
    public async Task<Answer> SendAsync(RecordedExchange exchange, CancellationToken cancellationToken)
    {
        var body = Body(exchange);
        var answer = await SendAsync(exchange.Name, exchange.Method, exchange.Target, exchange.RequestHeaders, body, cancellationToken);
        if (exchange.Header("Location")?[0] is { } recorded && UploadId().Match(recorded) is { Success: true } upload && answer.Header("Location") is { } location)
        {
            uploads[upload.Value] = new Uri(location).PathAndQuery;
        }

        return answer;
    }

    /// <summary>Sends what the recording leaves out; names and ids are the recorded ones.</summary>
    public async Task<Answer> DoAsync(string method, string target, string body = "", string login = "basic(admin)", int expect = 0, string? name = null, CancellationToken cancellationToken = default)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = login };
        if (body.Length > 0)
        {
            headers["Content-Type"] = "application/json";
        }

        var bytes = body.Length > 0 ? Encoding.UTF8.GetBytes(Translate(target, body)) : null;
        var answer = await SendAsync(name ?? "unrecorded", method, target, headers, bytes, cancellationToken);
        var expected = expect != 0 ? answer.Status == expect : answer.Status is >= 200 and < 300;
        return expected ? answer : throw new InvalidOperationException($"The step {method} {target} that was not recorded gave {answer.Status} {answer.Body}");
    }

    /// <summary>Pushes an image: blobs, then the manifest.</summary>
    public async Task PushAsync(string repository, string reference, string manifest, CancellationToken cancellationToken, string login = "basic(admin)", string type = RecordedImages.DockerType, string? digest = null)
    {
        var (bytes, blobs) = images.Manifest(manifest, digest);
        await UploadAsync(repository, blobs, login, cancellationToken);
        var headers = new Dictionary<string, string> { ["Authorization"] = login, ["Content-Type"] = type };
        var answer = await SendAsync("unrecorded", "PUT", $"/v2/{repository}/manifests/{reference}", headers, bytes, cancellationToken);
        if (answer.Status != 201)
        {
            throw new InvalidOperationException($"The push of {repository}:{reference} that was not recorded gave {answer.Status} {answer.Body}");
        }
    }

    /// <summary>Uploads blobs, each in one PUT; the answers to the last.</summary>
    public async Task<Answer?> UploadAsync(string repository, IReadOnlyList<byte[]> blobs, string login, CancellationToken cancellationToken)
    {
        Answer? last = null;
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/octet-stream" };
        if (Logins.Header(login) is { } credentials)
        {
            headers["Authorization"] = credentials;
        }

        foreach (var blob in blobs)
        {
            var start = await DoAsync("POST", $"/v2/{repository}/blobs/uploads/", login: login, expect: 202, cancellationToken: cancellationToken);
            var location = new Uri(start.Header("Location")!).PathAndQuery;
            last = await SendRawAsync("PUT", $"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest=sha256%3A{RecordedImages.Hex(blob)}", headers, blob, cancellationToken);
        }

        return last;
    }

    public void Dispose() => http.Dispose();

    private async Task<Answer> SendAsync(string name, string method, string target, IReadOnlyDictionary<string, string> headers, byte[]? body, CancellationToken cancellationToken)
    {
        var address = Address(target);
        var sent = headers.Where(header => header.Key is not ("Authorization" or "Cookie" or "X-Harbor-CSRF-Token"))
            .Concat(cookies.Headers(name, headers))
            .ToDictionary(header => header.Key, header => names.Rename(header.Value));
        if (Logins.Header(headers.GetValueOrDefault("Authorization", "none")) is { } login)
        {
            sent["Authorization"] = login;
        }

        var answer = await SendRawAsync(method, address, sent, body, cancellationToken);
        Logins.Learn(name, method, address, body is null ? null : Encoding.UTF8.GetString(body), answer);
        cookies.Learn(name, headers.TryGetValue("Cookie", out var cookie) && cookie is not ("sid of the response before" or "sid of basic.cookies" or "sid (made up)"), answer);
        return answer;
    }

    private async Task<Answer> SendRawAsync(string method, string address, Dictionary<string, string> headers, byte[]? body, CancellationToken cancellationToken)
    {
        // The address goes over the wire as it was recorded: .NET would decode parts of it.
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(harbor.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null || headers.ContainsKey("Content-Type") || method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new ByteArrayContent(body ?? []);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        var started = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        return await Answer.ReadAsync(response, Stopwatch.GetElapsedTime(started), cancellationToken);
    }

    private string Address(string target)
    {
        if (UploadId().Match(target) is { Success: true } upload && uploads.TryGetValue(upload.Value, out var location))
        {
            var digest = DigestParameter().Match(target);
            return digest.Success ? $"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Tokens.Translate(digest.Value, correspondence)}" : location;
        }

        return Tokens.Translate(names.Rename(target), correspondence);
    }

    private byte[]? Body(RecordedExchange exchange)
    {
        if (exchange.RequestBody is not { } body)
        {
            return null;
        }

        if (BytesPlaceholder().Match(body) is { Success: true } bytes)
        {
            return images.Blob(DigestParameter().Match(exchange.Target).Groups["hex"].Value, int.Parse(bytes.Groups["size"].Value, CultureInfo.InvariantCulture));
        }

        if (exchange.Target.Contains("/blobs/uploads/", StringComparison.Ordinal))
        {
            return images.Blob(body);
        }

        if (exchange.Target.Contains("/manifests/", StringComparison.Ordinal) && body.StartsWith('{'))
        {
            return images.Manifest(body).Manifest;
        }

        return Encoding.UTF8.GetBytes(Translate(exchange.Target, body).Replace(Logins.RecordedAdminPassword, adminPassword, StringComparison.Ordinal));
    }

    // Malformed bodies stay as they are, and well-formed ones are only written anew where an id of this run differs.
    private string Translate(string target, string body)
    {
        var text = Tokens.Translate(names.Rename(body), correspondence);
        if (!text.StartsWith('{'))
        {
            return text;
        }

        try
        {
            var node = JsonNode.Parse(text);
            return TranslateIds(target, node, "") ? node!.ToJsonString() : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private bool TranslateIds(string target, JsonNode? node, string parent)
    {
        var changed = false;
        foreach (var (property, value) in node is JsonObject @object ? @object.ToList() : [])
        {
            if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
            {
                var recorded = number.ToJsonString();
                var stands = NumberKinds.Of(target, parent, property, recorded) is { } kind ? correspondence.Of(kind, recorded) : recorded;
                if (stands != recorded)
                {
                    node![property] = long.Parse(stands, CultureInfo.InvariantCulture);
                    changed = true;
                }
            }
            else
            {
                changed |= TranslateIds(target, value, property);
            }
        }

        foreach (var item in node is JsonArray list ? list.ToList() : [])
        {
            changed |= TranslateIds(target, item, parent);
        }

        return changed;
    }

    [GeneratedRegex("(?<=/blobs/uploads/)[0-9a-f-]{36}")]
    private static partial Regex UploadId();

    [GeneratedRegex("digest=sha256%3A(?<hex>[0-9a-f]{64})")]
    private static partial Regex DigestParameter();

    [GeneratedRegex("^<(?<size>\\d+) bytes>$")]
    private static partial Regex BytesPlaceholder();
}
