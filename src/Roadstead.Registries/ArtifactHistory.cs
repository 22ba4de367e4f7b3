namespace Roadstead.Registries;

/// <summary>A step of an image's build.</summary>
/// <param name="Created">When.</param>
/// <param name="CreatedBy">The command.</param>
/// <param name="Comment">A comment.</param>
/// <param name="EmptyLayer">True when the step made no layer.</param>
public sealed record ArtifactHistory(DateTimeOffset? Created, string? CreatedBy, string? Comment, bool EmptyLayer);
