namespace Roadstead.Architecture.Tests.Code;

/// <param name="Path">From the root of the repository, with '/'.</param>
/// <param name="Text">The whole text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>Written by EF Core: migrations, and the compiled model.</summary>
    public bool IsGenerated => Path.Contains("/Migrations/", StringComparison.Ordinal) || Path.Contains("/Storage/Compiled/", StringComparison.Ordinal);

    /// <summary>Lines of code: those that are only a comment left out.</summary>
    public IEnumerable<string> CodeLines => Text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
