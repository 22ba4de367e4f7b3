namespace Roadstead.Testing.Artifactory.Repositories;

/// <summary>A manifest or an index in a folder of an image.</summary>
/// <param name="Digest">With its algorithm.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Content">Exactly as it came.</param>
public sealed record ArtifactoryManifest(string Digest, string MediaType, byte[] Content)
{
    /// <summary>Sizes of config and layers by digest.</summary>
    public IReadOnlyDictionary<string, long> Blobs { get; init; } = new Dictionary<string, long>();

    /// <summary>Digests of an index's children.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>Platforms as events tell them.</summary>
    public IReadOnlyList<(string Os, string Architecture)> Platforms { get; init; } = [];

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset Modified { get; init; }

    public string CreatedBy { get; init; } = "";

    public bool IsIndex => MediaType is TestImages.OciIndex or TestImages.DockerList;

    /// <summary>Name of its file.</summary>
    public string FileName => IsIndex ? "list.manifest.json" : "manifest.json";
}
