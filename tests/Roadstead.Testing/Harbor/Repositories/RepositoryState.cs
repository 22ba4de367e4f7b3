using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>A repository.</summary>
public sealed class RepositoryState(long id, ProjectState project, string name, DateTimeOffset createdAt)
{
    public long Id => id;

    public ProjectState Project => project;

    /// <summary>Without the project.</summary>
    public string Name => name;

    /// <summary><c>project/name</c>.</summary>
    public string FullName => $"{project.Name}/{name}";

    public string Description { get; set; } = "";

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public long PullCount { get; set; }

    public List<ArtifactState> Artifacts { get; } = [];

    public int ArtifactCount => Artifacts.Count(artifact => artifact.IsListed);

    public IEnumerable<TagState> Tags => Artifacts.SelectMany(artifact => artifact.Tags);

    public ArtifactState? FindDigest(string digest) => Artifacts.Find(artifact => artifact.Digest == digest);

    /// <summary>By tag or digest.</summary>
    public ArtifactState? Find(string reference) =>
        reference.Contains(':', StringComparison.Ordinal) ? FindDigest(reference) : Artifacts.Find(artifact => artifact.Tags.Exists(tag => tag.Name == reference));

    /// <summary><c>project/name:tag</c> or <c>project/name@digest</c>.</summary>
    public string Reference(string reference) => FullName + (reference.Contains(':', StringComparison.Ordinal) ? "@" : ":") + reference;
}
