namespace Roadstead.Registries.Distribution;

/// <summary>A read.</summary>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Url">Where.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Url)
{
    public IReadOnlyList<string> Accept { get; init; } = [];

    public string? Range { get; init; }

    public string? IfRange { get; init; }

    /// <summary>True for a body that is streamed: it takes a place among the host's streams.</summary>
    public bool Stream { get; init; }
}
