namespace Roadstead.Core.Contracts.Images;

/// <summary>A step of the build.</summary>
/// <param name="Created">When.</param>
/// <param name="CreatedBy">The command.</param>
/// <param name="Comment">A comment.</param>
/// <param name="EmptyLayer">True when the step made no layer.</param>
public sealed record HistoryView(
    DateTimeOffset? Created,
    string? CreatedBy,
    string? Comment,
    bool EmptyLayer);
