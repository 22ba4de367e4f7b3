namespace Roadstead.Architecture.Tests.Code;

/// <summary>The files of this repository that people write.</summary>
internal static class Repository
{
    private static readonly string[] NotWritten = ["bin", "obj", ".git", "artifacts", "data", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>All files below <paramref name="folder"/> whose name ends so, read.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder, params string[] endings) =>
    [
        .. Walk(Path.Combine(Root, folder))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Walk(string folder) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(child => !NotWritten.Contains(Path.GetFileName(child))).SelectMany(Walk));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Roadstead.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
