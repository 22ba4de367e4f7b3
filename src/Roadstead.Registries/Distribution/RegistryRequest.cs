namespace Roadstead.Registries.Distribution;

/// <summary>A call.</summary>
/// <param name="Method">The method. What is no GET or HEAD is sent once: it follows no redirect.</param>
/// <param name="Url">Where.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Url)
{
    public IReadOnlyList<string> Accept { get; init; } = [];

    public string? Range { get; init; }

    public string? IfRange { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A body of the type application/json; null for none.</summary>
    public byte[]? Json { get; init; }

    /// <summary>True for a body that is streamed: it takes a place among the host's streams.</summary>
    public bool Stream { get; init; }

    /// <summary>True for a call that follows redirects within the host alone, http to https included: the redirect to another host is the answer.</summary>
    public bool StaysAtHost { get; init; }

    public bool IsRead => Method == HttpMethod.Get || Method == HttpMethod.Head;
}
