namespace Roadstead.Server.Console.Images.Notes;

/// <summary>Something to know before an image is chosen.</summary>
/// <param name="Text">In words, translated.</param>
/// <param name="IsGrave">True: it will not run, or should not.</param>
/// <param name="Href">Where more is told; null for nowhere.</param>
/// <param name="Link">The words of the link.</param>
public sealed record ImageNote(string Text, bool IsGrave, string? Href = null, string? Link = null);
