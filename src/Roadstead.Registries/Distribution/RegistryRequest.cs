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

    /// <summary>A header that is part of the login: sent to the registry's own host alone, whatever redirects say. Null for none.</summary>
    public (string Name, string Value)? LoginHeader { get; init; }

    /// <summary>A body; null for none.</summary>
    public byte[]? Json { get; init; }

    /// <summary>The media type of the body.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>True for a body that is streamed: it takes a place among the host's streams.</summary>
    public bool Stream { get; init; }

    /// <summary>True for a call that follows redirects within the host alone, http to https included: the redirect to another host is the answer.</summary>
    public bool StaysAtHost { get; init; }

    public bool IsRead => Method == HttpMethod.Get || Method == HttpMethod.Head;
}
