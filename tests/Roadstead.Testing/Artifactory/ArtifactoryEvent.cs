using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory;

/// <summary>Something happened to a tag.</summary>
/// <param name="Type">pushed or deleted.</param>
/// <param name="Repository">Where.</param>
/// <param name="Image">Path of the image.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Manifest">What it named.</param>
/// <param name="Username">Who did it.</param>
internal sealed record ArtifactoryEvent(string Type, ArtifactoryRepository Repository, string Image, string Tag, ArtifactoryManifest Manifest, string Username);
