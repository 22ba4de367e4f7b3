using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>A manifest or an index of a repository.</summary>
public sealed class ArtifactState(long id, RepositoryState repository, string digest, byte[] manifest)
{
    public long Id => id;

    public RepositoryState Repository => repository;

    public string Digest => digest;

    /// <summary>The manifest as it was pushed.</summary>
    public byte[] Manifest => manifest;

    public string ManifestMediaType { get; init; } = "";

    /// <summary>The config's media type; an index has its own.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>The manifest's artifactType, or the config's media type; empty for an index.</summary>
    public string ArtifactType { get; init; } = "";

    /// <summary>IMAGE, CHART and so on.</summary>
    public string Type { get; init; } = "";

    /// <summary>Bytes of itself and all that it needs.</summary>
    public long Size { get; init; }

    public DateTimeOffset PushedAt { get; init; }

    public DateTimeOffset? PulledAt { get; set; }

    public JsonObject? ExtraAttributes { get; init; }

    public JsonObject? Annotations { get; init; }

    /// <summary>The image's config; null for what is no image.</summary>
    public JsonObject? Config { get; init; }

    public IReadOnlyList<ChildState> Children { get; init; } = [];

    /// <summary>Digests and sizes of itself, config and layers.</summary>
    public IReadOnlyDictionary<string, long> Blobs { get; init; } = new Dictionary<string, long>();

    /// <summary>Null for an artifact of its own.</summary>
    public AccessoryState? Accessory { get; set; }

    /// <summary>Number among the accessories; 0 for none.</summary>
    public long AccessoryId { get; set; }

    public List<TagState> Tags { get; } = [];

    public List<long> LabelIds { get; } = [];

    public bool IsIndex => Children.Count > 0 || ManifestMediaType is TestImages.OciIndex or TestImages.DockerList;

    /// <summary>In lists and counts are artifacts with a tag, and those that no index holds; accessories never.</summary>
    public bool IsListed => !IsAccessory && (Tags.Count > 0 || !repository.Artifacts.Any(other => other.Children.Any(child => child.Digest == digest)));

    /// <summary>An accessory whose subject is not there is an artifact like others.</summary>
    public bool IsAccessory => Accessory is { } accessory && repository.FindDigest(accessory.SubjectDigest) is not null;
}
