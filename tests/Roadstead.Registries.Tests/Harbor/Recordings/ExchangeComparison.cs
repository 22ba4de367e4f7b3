using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Compares an answer of the fake (or a webhook that it sent) with the recorded one: status, the headers that matter, body, slowness.</summary>
internal sealed partial class ExchangeComparison(NameTable names)
{
    // Every header that the recordings hold, but for Transfer-Encoding: how the server frames a body says nothing.
    private static readonly string[] Headers =
    [
        "Cache-Control", "Content-Type", "Docker-Content-Digest", "Docker-Distribution-Api-Version", "Docker-Upload-Uuid", "Etag", "Link", "Location", "Oci-Subject", "Range",
        "Set-Cookie", "Vary", "Www-Authenticate", "X-Harbor-Csrf-Token", "X-Request-Id", "X-Total-Count",
    ];

    /// <summary>The differences, one line each; none when the answer is the recorded one.</summary>
    /// <param name="recorded">What a real Harbor answered.</param>
    /// <param name="came">What the fake answered.</param>
    /// <param name="correspondence">Learns from the answer.</param>
    /// <param name="slow">How long the fake lets an answer wait after a wrong password.</param>
    public IReadOnlyList<string> Differences(RecordedExchange recorded, Answer came, Correspondence correspondence, TimeSpan slow)
    {
        var differences = new List<string>();
        if (came.Status != recorded.Status)
        {
            return [$"status: expected {recorded.Status}, came {came.Status} {came.Body.ReplaceLineEndings("⏎")}"];
        }

        foreach (var header in recorded.Method == "HEAD" ? [.. Headers, "Content-Length"] : Headers)
        {
            CompareHeader(recorded, header, came, correspondence, differences);
        }

        CompareBody(recorded, recorded.ResponseBody, came.Body, correspondence, differences);

        // Upper bounds are not compared: the machine is not ours alone.
        if (recorded.ElapsedMs > 1000 && came.Elapsed < slow * 0.95)
        {
            differences.Add($"time: expected at least {slow.TotalMilliseconds} ms, came {came.Elapsed.TotalMilliseconds} ms");
        }

        return differences;
    }

    /// <summary>The differences of a webhook.</summary>
    /// <param name="recorded">What a real Harbor sent.</param>
    /// <param name="path">Path that the fake sent to.</param>
    /// <param name="came">Headers and body that the fake sent.</param>
    /// <param name="correspondence">Learns from it.</param>
    public IReadOnlyList<string> Differences(RecordedExchange recorded, string path, Answer came, Correspondence correspondence)
    {
        var differences = new List<string>();
        if (names.Rename(recorded.Target) != path)
        {
            differences.Add($"address: expected {recorded.Target}, came {path}");
        }

        foreach (var header in new[] { "Authorization", "Content-Type", "User-Agent" })
        {
            var expected = recorded.RequestHeaders.TryGetValue(header, out var value) && value.Length > 0 ? names.Rename(value) : null;
            if (expected != came.Header(header))
            {
                differences.Add($"{header}: expected {expected ?? "none"}, came {came.Header(header) ?? "none"}");
            }
        }

        CompareBody(recorded, recorded.RequestBody ?? "", came.Body, correspondence, differences);
        return differences;
    }

    private void CompareHeader(RecordedExchange recorded, string header, Answer came, Correspondence correspondence, List<string> differences)
    {
        if (Tolerance.Covers(recorded, header))
        {
            return;
        }

        var expected = recorded.Header(header)?.Select(line => names.Rename(Masked(header, line))).ToList();
        var actual = came.Headers.TryGetValue(header, out var lines) ? lines.Select(line => Masked(header, line)).ToList() : null;
        if (expected is null != actual is null
            || (expected is not null && (expected.Count != actual!.Count || !expected.Zip(actual).All(pair => Tokens.Match(pair.First, pair.Second, correspondence)))))
        {
            differences.Add($"{header}: expected {Shown(expected?.Select(line => Tokens.Translate(line, correspondence)))}, came {Shown(actual)}");
        }
    }

    private void CompareBody(RecordedExchange recorded, string body, string came, Correspondence correspondence, List<string> differences)
    {
        if (Tolerance.Covers(recorded, "body"))
        {
            return;
        }

        if (Json(body) is { } expected && Json(came) is { } actual)
        {
            new JsonComparison(recorded, names, correspondence, differences).Compare(expected, actual);
            CompareEnd(body, came, differences);
            if (recorded.DecodedToken is { } token && actual.TryGetProperty("token", out var jwt))
            {
                CompareToken(recorded, token, jwt.GetString()!, correspondence, differences);
            }
        }
        else if (!Tokens.Match(names.Rename(body), came, correspondence))
        {
            differences.Add($"body: expected {Tokens.Translate(names.Rename(body), correspondence).ReplaceLineEndings("⏎")}, came {came.ReplaceLineEndings("⏎")}");
        }
    }

    private static void CompareEnd(string body, string came, List<string> differences)
    {
        if (body.EndsWith('\n') != came.EndsWith('\n'))
        {
            differences.Add($"body: expected {(body.EndsWith('\n') ? "a" : "no")} line break at its end");
        }
    }

    // Header and claims are compared like a body; the signature is the fake's own.
    private void CompareToken(RecordedExchange recorded, JsonElement expected, string token, Correspondence correspondence, List<string> differences)
    {
        var parts = token.Split('.').Select(part => part.Replace('-', '+').Replace('_', '/')).Select(part => part.PadRight((part.Length + 3) / 4 * 4, '=')).ToList();
        using var came = JsonDocument.Parse($"{{\"header\":{Decode(parts[0])},\"claims\":{Decode(parts[1])}}}");
        new JsonComparison(recorded, names, correspondence, differences).Compare(expected, came.RootElement);

        static string Decode(string part) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(part));
    }

    private static string Masked(string header, string line) => header switch
    {
        "Set-Cookie" => Cookie().Replace(line, "=<value>;"),
        "X-Harbor-Csrf-Token" when !line.StartsWith('<') => $"<present, {line.Length} characters>",
        "X-Request-Id" when Guid.TryParse(line, out _) => "<uuid>",
        _ => line,
    };

    private static string Shown(IEnumerable<string>? lines) => lines is null ? "none" : string.Join(" | ", lines);

    private static JsonElement? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The value of the cookie itself, unless it is empty.
    [GeneratedRegex("(?<=^[A-Za-z_]+)=[^;]+;")]
    private static partial Regex Cookie();
}
