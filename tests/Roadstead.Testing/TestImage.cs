namespace Roadstead.Testing;

/// <summary>What a small real image is made of.</summary>
public sealed record TestImage
{
    /// <summary>OCI media types; false takes Docker's.</summary>
    public bool Oci { get; init; } = true;

    public string Os { get; init; } = "linux";

    public string Architecture { get; init; } = "amd64";

    public string? Variant { get; init; }

    public DateTimeOffset Created { get; init; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public string? Author { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Path of a static program that a container of this image runs; null makes an image that can be pulled but not run.</summary>
    public string? Program { get; init; }

    /// <summary>Content of the one file in each layer; equal text gives equal blobs.</summary>
    public IReadOnlyList<string> Layers { get; init; } = ["hello"];
}
