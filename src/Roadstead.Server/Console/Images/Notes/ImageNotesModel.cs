namespace Roadstead.Server.Console.Images.Notes;

/// <summary>What there is to know of the image in a form's field.</summary>
/// <param name="Path">Where it is asked for, with the image as a parameter.</param>
/// <param name="Image">The image as it was typed or chosen; null for none yet.</param>
/// <param name="Notes">The notes.</param>
public sealed record ImageNotesModel(string Path, string? Image, IReadOnlyList<ImageNote> Notes)
{
    /// <summary>True once the registry's scanner was asked as well: then nothing more comes until the field changes.</summary>
    public bool IsWhole { get; init; }
}
