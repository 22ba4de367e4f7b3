namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>What came back: from the fake to the player, or in a webhook to the listener.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Header lines by name; names without regard to case.</param>
/// <param name="Body">Body as text.</param>
/// <param name="Elapsed">From the request to the answer.</param>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers, string Body, TimeSpan Elapsed)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var lines) ? string.Join(", ", lines) : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[header.Key] = [.. header.Value];
        }

        return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(cancellationToken), elapsed);
    }
}
