namespace Roadstead.Testing;

/// <summary>A request that an <see cref="HttpServer"/> received.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Query">Its query with the question mark; empty for none.</param>
/// <param name="Headers">Its headers, lines joined by a comma.</param>
public sealed record RecordedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The Authorization header; null when there was none.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}
